/** `npm run slack`: a Slack on this machine, in a process of its own, so that it outlives the jobs that talk to it. */
import { isatty } from 'node:tty';
import { startSlackDouble } from '@hookline/slack/testing';
import pc from 'picocolors';
import { messageText } from './message-text';

const colors = pc.createColors(isatty(1) && pc.isColorSupported);
const port = Number(process.argv[2] ?? 3700);

startSlackDouble({ port, onMessage: (message) => console.log(messageText(message, colors)) }).then(
  ({ url }) => {
    console.log('A Slack on this machine prints here what it is told, until Ctrl-C. In your other terminals:\n');
    console.log(`  export SLACK_TOKEN=xoxb-local SLACK_API_URL=${url}\n`);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    console.error('Is another one running? Choose a free port: npm run slack -- 3701');
    process.exitCode = 1;
  },
);
