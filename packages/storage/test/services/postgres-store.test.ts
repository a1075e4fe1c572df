import { describeStore } from '@hookline/testing';
import { newStore } from './postgres-url';

describeStore('Postgres', newStore);
