/** Lets tests stop and start the server that they use: `POST /stop`, `/crash`, `/start`. On the loopback address alone. */
import { createServer } from 'node:http';

export async function openControl(postgres) {
  const actions = {
    '/stop': () => postgres.stop(),
    '/crash': () => postgres.stop('SIGQUIT'),
    '/start': () => postgres.start(),
  };
  const server = createServer(async (request, response) => {
    try {
      await actions[request.url]();
      response.writeHead(204).end();
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
