import { definitions } from 'hookline';
import { Weather } from './weather';

/** What this project runs. */
export const defs = definitions({ jobs: [Weather] });
