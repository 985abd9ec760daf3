// The official client and the Responses API. Its only argument is the package: openai (7) or openai-6.
import { z } from 'zod';
import { answersSince, baseURL, call, dropAnswers, key, newConversation, requests, spread, tell, thrown } from './kit.mjs';

const name = process.argv[2];
const { default: OpenAI } = await import(name);
const { zodTextFormat } = await import(`${name}/helpers/zod`);

const client = new OpenAI({ baseURL, apiKey: key, fetch: spread });
const told = (error) => ({ type: error.constructor.name, status: error.status, code: error.code, param: error.param, message: error.message });
const weather = {
  type: 'function', name: 'get_weather', strict: false,
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const wholeOf = (stream) => stream.finalResponse();

/** One round with a tool: the call, its result, the answer. */
async function round(ask) {
  const asked = await ask({ model: 'builtin/echo?tool=1', input: 'weather?', tools: [weather] });
  const calls = asked.output.filter((item) => item.type === 'function_call');
  const results = calls.map((item) => ({ type: 'function_call_output', call_id: item.call_id, output: 'sunny' }));
  const answered = await ask({ model: 'builtin/echo?tool=1', previous_response_id: asked.id, input: results, tools: [weather] });
  return { text: answered.output_text, called: calls.map((item) => JSON.parse(item.arguments)) };
}

await tell({
  async chat() {
    const answer = await client.responses.create({ model: 'agent/echo', instructions: 's', input: 'hello' });
    return { text: answer.output_text, tokens: answer.usage.total_tokens, finish: answer.status };
  },

  async stream() {
    const answer = await wholeOf(client.responses.stream({ model: 'builtin/echo?tokenMs=1', input: 'hello' }));
    return { text: answer.output_text, tokens: answer.usage.total_tokens, finish: answer.status };
  },

  tools: () => round((body) => client.responses.create(body)),

  streamedTools: () => round((body) => wholeOf(client.responses.stream(body))),

  async schema() {
    const answer = await client.responses.parse({ model: 'builtin/echo', input: 'where?', text: { format: zodTextFormat(z.object({ city: z.string() }), 'place') } });
    return answer.output_parsed;
  },

  async session() {
    const session = await newConversation();
    const texts = [];
    for (const input of ['one', 'two', 'three'])
      texts.push((await client.responses.create({ model: 'builtin/echo?history=1', conversation: session, input })).output_text);
    return { session, texts };
  },

  async chain() {
    const texts = [];
    let previous;
    for (const input of ['one', 'two', 'three']) {
      const answer = await client.responses.create({ model: 'builtin/echo?history=1', previous_response_id: previous, input });
      texts.push(answer.output_text);
      previous = answer.id;
    }
    return texts;
  },

  async stored() {
    const made = await client.responses.create({ model: 'builtin/echo', input: 'keep', metadata: { k: 'v' } });
    const found = await client.responses.retrieve(made.id);
    const inputs = [];
    for await (const item of client.responses.inputItems.list(made.id)) inputs.push(item.content[0].text);
    await client.responses.delete(made.id);
    return { text: found.output_text, label: found.metadata.k, inputs, gone: told(await thrown(client.responses.retrieve(made.id))) };
  },

  async resumed() {
    const stream = await client.responses.create({ model: 'builtin/echo?tokens=20&tokenMs=50', input: 'on and on', background: true, stream: true });
    let id;
    let last;
    let text = '';
    for await (const event of stream) {
      id ??= event.response?.id;
      last = event.sequence_number;
      if (event.type === 'response.output_text.delta') {
        text += event.delta;
        break;
      }
    }
    const numbers = [];
    for await (const event of await client.responses.retrieve(id, { stream: true, starting_after: last })) {
      numbers.push(event.sequence_number - last);
      if (event.type === 'response.output_text.delta') text += event.delta;
      if (event.type === 'response.completed') return { text, whole: event.response.output_text ?? event.response.output[0].content[0].text, inOrder: numbers.every((number, index) => number === index + 1) };
    }
    throw new Error('The resumed stream did not end with response.completed.');
  },

  async background() {
    const begun = await client.responses.create({ model: 'builtin/echo?tokens=100&tokenMs=10000', input: 'x', background: true });
    const cancelled = await client.responses.cancel(begun.id);
    return { begun: begun.status, cancelled: cancelled.status, found: (await client.responses.retrieve(begun.id)).status };
  },

  async errors() {
    const stranger = new OpenAI({ baseURL, apiKey: 'sk-nobody', fetch: spread });
    const ask = (body, by = client) => thrown(by.responses.create({ model: 'builtin/echo', input: 'x', ...body })).then(told);
    return {
      key: await ask({}, stranger),
      model: await ask({ model: 'nowhere/nothing' }),
      agent: await ask({ model: 'agent/nobody', stream: true }),
      field: await ask({ temperature: 3 }),
    };
  },

  async busy() {
    const session = await newConversation();
    const running = await client.responses.create({ model: 'builtin/echo?tokens=100&tokenMs=10000', conversation: session, input: 'x', stream: true });
    for await (const event of running) {
      if (event.type !== 'response.output_text.delta') continue;
      const before = requests();
      const error = await thrown(client.responses.create({ model: 'agent/strict', conversation: session, input: 'y' }));
      const tries = answersSince(before);
      await call('POST', `/v1/sessions/${session}/cancel`);
      return { ...told(error), tries };
    }
    throw new Error('The stream ended without text.');
  },

  async retry() {
    const session = await newConversation();
    const before = requests();
    dropAnswers(1);
    const answer = await client.responses.create({ model: 'builtin/echo', conversation: session, input: 'once' });
    return { session, text: answer.output_text, tries: answersSince(before) };
  },

  async abort() {
    const session = await newConversation();
    const stream = await client.responses.create({ model: 'builtin/echo?tokens=20&tokenMs=50', conversation: session, input: 'on and on', stream: true });
    let pieces = 0;
    for await (const event of stream) {
      if (event.type === 'response.output_text.delta' && ++pieces === 1) stream.controller.abort();
    }
    return { session, pieces };
  },

  async breakdown() {
    const stream = await client.responses.create({ model: 'builtin/echo?tokens=9&tokenMs=20&failAfter=3', input: 'x', stream: true });
    let text = '';
    for await (const event of stream) {
      if (event.type === 'response.output_text.delta') text += event.delta;
      if (event.type === 'response.failed') return { text, message: event.response.error.message, code: event.response.error.code };
    }
    throw new Error('The stream ended as if it were complete.');
  },
});
