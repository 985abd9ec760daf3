// What every script needs: the two replicas in turns, and one line of JSON per story.
//   PLATFORM_URLS  base URLs of the API replicas, separated by commas
//   PLATFORM_KEY   a tenant's key; its agents are `echo` and `strict`, which refuses a second turn while it is busy
import { randomUUID } from 'node:crypto';

const replicas = process.env.PLATFORM_URLS.split(',');
const sent = replicas.map(() => 0);
const answers = [];
let dropped = 0;

export const key = process.env.PLATFORM_KEY;
export const baseURL = `${replicas[0]}/v1`;
export const newId = () => `s-${randomUUID()}`;

/** How many requests have gone out so far. */
export const requests = () => answers.length;

/** What the requests after the first so many were answered: a status, or `lost`. */
export const answersSince = (count) => answers.slice(count);

/** Loses the answers of the next requests: they arrive and are carried out, but the client sees its connection break. */
export const dropAnswers = (count) => { dropped = count; };

/** The platform's fetch: each request goes to the next replica, as behind a load balancer. */
export async function spread(input, init) {
  const number = answers.push('lost') - 1;
  const index = number % replicas.length;
  sent[index]++;
  const target = new URL(input instanceof Request ? input.url : input);
  const url = replicas[index] + target.pathname + target.search;
  const answer = await fetch(input instanceof Request ? new Request(url, input) : url, init);
  if (dropped === 0) {
    answers[number] = `${answer.status}`;
    return answer;
  }

  dropped--;
  await answer.arrayBuffer();
  throw new TypeError('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) });
}

/** Calls the platform's own API. */
export async function call(method, path, body) {
  const answer = await fetch(replicas[0] + path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** A session of the platform's own API; to the Responses API it is a conversation. */
export const newConversation = async () => (await call('POST', '/v1/sessions', {})).id;

/** What an awaited call throws. */
export async function thrown(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('No error was thrown.');
}

/** Tells the stories one after the other; each prints its outcome or why it has none. */
export async function tell(stories) {
  for (const [story, play] of Object.entries(stories)) {
    try {
      print({ story, outcome: await play() });
    } catch (error) {
      print({ story, error: String(error?.stack ?? error) });
    }
  }
  print({ story: 'replicas', outcome: sent });
}

const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
