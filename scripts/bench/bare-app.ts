import { Probot, Server } from 'probot';

/** The yardstick: a Probot app that does nothing with a delivery but take it in. */
const { APP_ID = '', PRIVATE_KEY = '', WEBHOOK_SECRET = '', HOST = '', PORT = '' } = process.env;

const server = new Server({
  host: HOST,
  port: Number(PORT),
  Probot: Probot.defaults({ appId: APP_ID, privateKey: PRIVATE_KEY, secret: WEBHOOK_SECRET, logLevel: 'warn' }),
});
await server.load((app) => {
  app.on('pull_request', () => {});
});
server.addHandler((request, response) => {
  if (request.url !== '/readyz') return false;
  response.end('ok');
  return true;
});
await server.start();
process.once('SIGTERM', () => process.exit());
