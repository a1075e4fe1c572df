import { definitions } from 'hookline';
import { notifBound, notifDev, notifProd } from './environments';
import { Notifications } from './notifications';

/** All jobs of this example, by name. */
export const defs = definitions({ jobs: [Notifications, notifDev, notifProd, notifBound] });
