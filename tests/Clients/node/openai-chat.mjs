// The official client. Its only argument is the package: openai (7) or openai-6.
import { z } from 'zod';
import { answersSince, baseURL, call, dropAnswers, key, newId, requests, spread, tell, thrown } from './kit.mjs';

const name = process.argv[2];
const { default: OpenAI } = await import(name);
const { zodResponseFormat } = await import(`${name}/helpers/zod`);

const client = new OpenAI({ baseURL, apiKey: key, fetch: spread });
const user = (content) => [{ role: 'user', content }];
const bound = (session) => ({ headers: { 'x-session-id': session } });
const told = (error) => ({ type: error.constructor.name, status: error.status, code: error.code, param: error.param, message: error.message });
const weather = (called) => ({
  type: 'function',
  function: {
    name: 'get_weather',
    parse: JSON.parse,
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    function: (parameters) => {
      called.push(parameters);
      return 'sunny';
    },
  },
});

await tell({
  async chat() {
    const answer = await client.chat.completions.create({ model: 'agent/echo', messages: [{ role: 'system', content: 's' }, ...user('hello')] });
    const { message, finish_reason: finish } = answer.choices[0];
    return { text: message.content, finish, tokens: answer.usage.total_tokens };
  },

  async stream() {
    const stream = client.chat.completions.stream({ model: 'builtin/echo?tokenMs=1', messages: user('hello'), stream_options: { include_usage: true } });
    const answer = await stream.finalChatCompletion();
    return { text: answer.choices[0].message.content, finish: answer.choices[0].finish_reason, tokens: answer.usage.total_tokens };
  },

  async tools() {
    const called = [];
    const runner = client.chat.completions.runTools({ model: 'builtin/echo?tool=1', messages: user('weather?'), tools: [weather(called)] });
    return { text: await runner.finalContent(), called };
  },

  async streamedTools() {
    const called = [];
    const runner = client.chat.completions.runTools({ model: 'builtin/echo?tool=1&tokenMs=1', stream: true, messages: user('weather?'), tools: [weather(called)] });
    return { text: await runner.finalContent(), called };
  },

  async schema() {
    const answer = await client.chat.completions.parse({ model: 'builtin/echo', messages: user('where?'), response_format: zodResponseFormat(z.object({ city: z.string() }), 'place') });
    return answer.choices[0].message.parsed;
  },

  async session() {
    const session = newId();
    const texts = [];
    for (const content of ['one', 'two', 'three']) {
      const answer = await client.chat.completions.create({ model: 'builtin/echo?history=1', messages: user(content) }, bound(session));
      texts.push(answer.choices[0].message.content);
    }
    return { session, texts };
  },

  async models() {
    const ids = [];
    for await (const model of client.models.list()) ids.push(model.id);
    const found = [];
    for (const id of ['agent/echo', 'builtin/echo', 'builtin/echo?tokens=5']) found.push((await client.models.retrieve(id)).id);
    return { ids, found, unknown: told(await thrown(client.models.retrieve('agent/nobody'))) };
  },

  async errors() {
    const stranger = new OpenAI({ baseURL, apiKey: 'sk-nobody', fetch: spread });
    const ask = (body, by = client) => thrown(by.chat.completions.create({ model: 'builtin/echo', messages: user('x'), ...body })).then(told);
    return {
      key: await ask({}, stranger),
      model: await ask({ model: 'nowhere/nothing' }),
      agent: await ask({ model: 'agent/nobody', stream: true }),
      field: await ask({ messages: [...user('x'), { role: 'king', content: 'x' }] }),
    };
  },

  async busy() {
    const session = newId();
    const running = await client.chat.completions.create({ model: 'builtin/echo?tokens=100&tokenMs=10000', messages: user('x'), stream: true }, bound(session));
    await running[Symbol.asyncIterator]().next();
    const before = requests();
    const error = await thrown(client.chat.completions.create({ model: 'agent/strict', messages: user('y') }, bound(session)));
    const tries = answersSince(before);
    await call('POST', `/v1/sessions/${session}/cancel`);
    return { ...told(error), tries };
  },

  async retry() {
    const session = newId();
    const before = requests();
    dropAnswers(1);
    const answer = await client.chat.completions.create({ model: 'builtin/echo', messages: user('once') }, bound(session));
    return { session, text: answer.choices[0].message.content, tries: answersSince(before) };
  },

  async abort() {
    const session = newId();
    const stream = await client.chat.completions.create({ model: 'builtin/echo?tokens=20&tokenMs=50', messages: user('on and on'), stream: true }, bound(session));
    let pieces = 0;
    for await (const chunk of stream) {
      if (chunk.choices[0]?.delta.content && ++pieces === 1) stream.controller.abort();
    }
    return { session, pieces };
  },

  async breakdown() {
    const stream = await client.chat.completions.create({ model: 'builtin/echo?tokens=9&tokenMs=20&failAfter=3', messages: user('x'), stream: true });
    let text = '';
    const error = await thrown((async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    })());
    return { text, message: error.message, code: error.code };
  },
});
