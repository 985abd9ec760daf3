// OpenAI's agents SDK as it comes: it uses the Responses API.
import { Agent, OpenAIProvider, Runner, setTracingDisabled, tool } from '@openai/agents';
import OpenAI from 'openai';
import { z } from 'zod';
import { answersSince, baseURL, call, dropAnswers, key, newConversation, requests, spread, tell, thrown } from './kit.mjs';

// Its traces go to OpenAI otherwise.
setTracingDisabled(true);

const runner = (apiKey = key) => new Runner({
  modelProvider: new OpenAIProvider({ openAIClient: new OpenAI({ baseURL, apiKey, fetch: spread }) }),
});
const agent = (model, more) => new Agent({ name: 'Helper', instructions: 's', model, ...more });
const ask = (session, asked, input) => runner().run(asked, input, { conversationId: session });
const told = (error) => ({ type: error.constructor.name, status: error.status, code: error.code, param: error.param, message: error.message });
const weather = (called) => tool({
  name: 'get_weather',
  description: 'The weather of a city',
  parameters: z.object({ city: z.string() }),
  execute: (input) => {
    called.push(input);
    return 'sunny';
  },
});
const tokens = (result) => result.rawResponses.reduce((sum, response) => sum + response.usage.totalTokens, 0);

/** Streams a run and calls back with each piece of text. */
async function streamed(asked, input, onPiece = () => {}, more = {}) {
  const result = await runner().run(asked, input, { stream: true, ...more });
  for await (const event of result) {
    if (event.type === 'raw_model_stream_event' && event.data.type === 'output_text_delta' && event.data.delta) onPiece(event.data.delta);
  }
  await result.completed;
  return result;
}

await tell({
  async chat() {
    const result = await runner().run(agent('agent/echo'), 'hello');
    return { text: result.finalOutput, tokens: tokens(result) };
  },

  async stream() {
    const result = await streamed(agent('builtin/echo?tokenMs=1'), 'hello');
    return { text: result.finalOutput, tokens: tokens(result) };
  },

  async tools() {
    const called = [];
    const result = await runner().run(agent('builtin/echo?tool=1', { tools: [weather(called)] }), 'weather?');
    return { text: result.finalOutput, called };
  },

  async streamedTools() {
    const called = [];
    const result = await streamed(agent('builtin/echo?tool=1&tokenMs=1', { tools: [weather(called)] }), 'weather?');
    return { text: result.finalOutput, called };
  },

  async schema() {
    const result = await runner().run(agent('builtin/echo', { outputType: z.object({ city: z.string() }) }), 'where?');
    return result.finalOutput;
  },

  async session() {
    const session = await newConversation();
    const texts = [];
    for (const input of ['one', 'two', 'three']) texts.push((await ask(session, agent('builtin/echo?history=1'), input)).finalOutput);
    return { session, texts };
  },

  async chain() {
    const texts = [];
    let previousResponseId;
    for (const input of ['one', 'two', 'three']) {
      const result = await runner().run(agent('builtin/echo?history=1'), input, { previousResponseId });
      texts.push(result.finalOutput);
      previousResponseId = result.lastResponseId;
    }
    return texts;
  },

  async errors() {
    const refused = (asked, by = runner()) => thrown(by.run(asked, 'x')).then(told);
    return {
      key: await refused(agent('builtin/echo'), runner('sk-nobody')),
      model: await refused(agent('nowhere/nothing')),
      agent: await refused(agent('agent/nobody')),
      field: await refused(agent('builtin/echo', { modelSettings: { temperature: 3 } })),
    };
  },

  async busy() {
    const session = await newConversation();
    let running;
    await new Promise((begun) => {
      running = streamed(agent('builtin/echo?tokens=100&tokenMs=10000'), 'x', begun, { conversationId: session }).catch(() => {});
    });
    const before = requests();
    const error = await thrown(ask(session, agent('agent/strict'), 'y'));
    const tries = answersSince(before);
    await call('POST', `/v1/sessions/${session}/cancel`);
    await running;
    return { ...told(error), tries };
  },

  async retry() {
    const session = await newConversation();
    const before = requests();
    dropAnswers(1);
    const result = await ask(session, agent('builtin/echo'), 'once');
    return { session, text: result.finalOutput, tries: answersSince(before) };
  },

  async abort() {
    const session = await newConversation();
    const leave = new AbortController();
    let pieces = 0;
    await streamed(agent('builtin/echo?tokens=20&tokenMs=50'), 'on and on', () => ++pieces === 1 && leave.abort(), { conversationId: session, signal: leave.signal }).catch(() => {});
    return { session, pieces };
  },

  async breakdown() {
    let text = '';
    const error = await thrown(streamed(agent('builtin/echo?tokens=9&tokenMs=20&failAfter=3'), 'x', (piece) => { text += piece; }));
    return { text, message: error.message, code: error.code };
  },
});
