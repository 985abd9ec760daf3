// LangChain's model for OpenAI, in its chat form.
import { HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';
import { answersSince, baseURL, call, dropAnswers, key, newId, requests, spread, tell, thrown } from './kit.mjs';

const model = (id, headers, more) =>
  new ChatOpenAI({ model: id, apiKey: key, configuration: { baseURL, fetch: spread, defaultHeaders: headers }, ...more });
const bound = (session, more) => ({ 'x-session-id': session, ...more });
const told = (error) => ({ type: error.name, status: error.status, code: error.code, param: error.param, message: error.message });
const weather = (called) => tool((input) => {
  called.push(input);
  return 'sunny';
}, { name: 'get_weather', description: 'The weather of a city', schema: z.object({ city: z.string() }) });

/** One round with a tool, by invoke or by stream. */
async function round(ask, called) {
  const tools = [weather(called)];
  const messages = [new HumanMessage('weather?')];
  const asked = await ask(tools, messages);
  messages.push(asked);
  for (const toolCall of asked.tool_calls)
    messages.push(new ToolMessage({ tool_call_id: toolCall.id, content: await tools[0].invoke(toolCall.args) }));
  return (await ask(tools, messages)).text;
}

await tell({
  async chat() {
    const answer = await model('agent/echo').invoke([new SystemMessage('s'), new HumanMessage('hello')]);
    return { text: answer.text, finish: answer.response_metadata.finish_reason, tokens: answer.usage_metadata.total_tokens };
  },

  async stream() {
    let whole;
    for await (const chunk of await model('builtin/echo?tokenMs=1').stream('hello')) whole = whole?.concat(chunk) ?? chunk;
    return { text: whole.text, finish: whole.response_metadata.finish_reason, tokens: whole.usage_metadata.total_tokens };
  },

  async tools() {
    const called = [];
    return { text: await round((tools, messages) => model('builtin/echo?tool=1').bindTools(tools).invoke(messages), called), called };
  },

  async streamedTools() {
    const called = [];
    const text = await round(async (tools, messages) => {
      let whole;
      for await (const chunk of await model('builtin/echo?tool=1&tokenMs=1').bindTools(tools).stream(messages))
        whole = whole?.concat(chunk) ?? chunk;
      return whole;
    }, called);
    return { text, called };
  },

  schema: () => model('builtin/echo').withStructuredOutput(z.object({ city: z.string() }), { name: 'place' }).invoke('where?'),

  async session() {
    const session = newId();
    const chat = model('builtin/echo?history=1', bound(session));
    const texts = [];
    for (const content of ['one', 'two', 'three']) texts.push((await chat.invoke(content)).text);
    return { session, texts };
  },

  async errors() {
    const ask = (asked) => thrown(asked.invoke('x')).then(told);
    return {
      key: await ask(model('builtin/echo', undefined, { apiKey: 'sk-nobody' })),
      model: await ask(model('nowhere/nothing')),
      agent: await ask(model('agent/nobody', undefined, { streaming: true })),
      field: await ask(model('builtin/echo', undefined, { temperature: 3 })),
    };
  },

  async busy() {
    const session = newId();
    const running = await model('builtin/echo?tokens=100&tokenMs=10000', bound(session)).stream('x');
    await running[Symbol.asyncIterator]().next();
    const before = requests();
    const error = await thrown(model('agent/strict', bound(session)).invoke('y'));
    const tries = answersSince(before);
    await call('POST', `/v1/sessions/${session}/cancel`);
    return { ...told(error), tries };
  },

  // Its retries are its own and not counted: a key of the caller's own makes them safe.
  async retry() {
    const session = newId();
    const before = requests();
    dropAnswers(1);
    const answer = await model('builtin/echo', bound(session)).invoke('once', { options: { headers: { 'Idempotency-Key': newId() } } });
    return { session, text: answer.text, tries: answersSince(before) };
  },

  async abort() {
    const session = newId();
    const leave = new AbortController();
    let pieces = 0;
    const error = await thrown((async () => {
      for await (const chunk of await model('builtin/echo?tokens=20&tokenMs=50', bound(session)).stream('on and on', { signal: leave.signal })) {
        if (chunk.text && ++pieces === 1) leave.abort();
      }
    })());
    return { session, pieces, type: error.name };
  },

  async breakdown() {
    let text = '';
    const error = await thrown((async () => {
      for await (const chunk of await model('builtin/echo?tokens=9&tokenMs=20&failAfter=3').stream('x')) text += chunk.text;
    })());
    return { text, message: error.message, code: error.code };
  },
});
