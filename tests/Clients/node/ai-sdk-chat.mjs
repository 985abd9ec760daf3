// The AI SDK through its OpenAI provider, in the provider's chat form.
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, Output, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';
import { answersSince, baseURL, call, dropAnswers, key, newId, requests, spread, tell, thrown } from './kit.mjs';

globalThis.AI_SDK_LOG_WARNINGS = false;

const platform = createOpenAI({ baseURL, apiKey: key, fetch: spread });
const model = (id) => platform.chat(id);
const bound = (session, more) => ({ headers: { 'x-session-id': session, ...more } });
const told = (error) => ({ type: error.name, status: error.statusCode, code: error.data?.error.code, param: error.data?.error.param, message: error.message });
const weather = (called) => tool({
  description: 'The weather of a city',
  inputSchema: z.object({ city: z.string() }),
  execute: (input) => {
    called.push(input);
    return 'sunny';
  },
});
const silent = { onError: () => {} };

await tell({
  async chat() {
    const answer = await generateText({ model: model('agent/echo'), instructions: 's', prompt: 'hello' });
    return { text: answer.text, finish: answer.finishReason, tokens: answer.usage.totalTokens };
  },

  async stream() {
    const answer = streamText({ model: model('builtin/echo?tokenMs=1'), prompt: 'hello' });
    let text = '';
    for await (const piece of answer.textStream) text += piece;
    return { text, finish: await answer.finishReason, tokens: (await answer.usage).totalTokens };
  },

  async tools() {
    const called = [];
    const answer = await generateText({ model: model('builtin/echo?tool=1'), prompt: 'weather?', tools: { get_weather: weather(called) }, stopWhen: stepCountIs(3) });
    return { text: answer.text, called };
  },

  async streamedTools() {
    const called = [];
    const answer = streamText({ model: model('builtin/echo?tool=1&tokenMs=1'), prompt: 'weather?', tools: { get_weather: weather(called) }, stopWhen: stepCountIs(3) });
    await answer.consumeStream();
    return { text: await answer.text, called };
  },

  async schema() {
    const answer = await generateText({ model: model('builtin/echo'), prompt: 'where?', output: Output.object({ schema: z.object({ city: z.string() }) }) });
    return answer.output;
  },

  async session() {
    const session = newId();
    const texts = [];
    for (const prompt of ['one', 'two', 'three'])
      texts.push((await generateText({ model: model('builtin/echo?history=1'), prompt, ...bound(session) })).text);
    return { session, texts };
  },

  async errors() {
    const stranger = createOpenAI({ baseURL, apiKey: 'sk-nobody', fetch: spread });
    const ask = (asked, more) => thrown(generateText({ model: asked, prompt: 'x', ...more })).then(told);
    return {
      key: await ask(stranger.chat('builtin/echo')),
      model: await ask(model('nowhere/nothing')),
      agent: await ask(model('agent/nobody')),
      field: await ask(model('builtin/echo'), { temperature: 3 }),
    };
  },

  // It tries a 409 again whatever the answer says, unless its caller forbids that.
  async busy() {
    const session = newId();
    const leave = new AbortController();
    const running = streamText({ model: model('builtin/echo?tokens=100&tokenMs=10000'), prompt: 'x', abortSignal: leave.signal, ...silent, ...bound(session) });
    await running.textStream[Symbol.asyncIterator]().next();
    const before = requests();
    const error = await thrown(generateText({ model: model('agent/strict'), prompt: 'y', maxRetries: 0, ...bound(session) }));
    const tries = answersSince(before);
    await call('POST', `/v1/sessions/${session}/cancel`);
    return { ...told(error), tries };
  },

  // It does not count its retries: a key of the caller's own makes them safe.
  async retry() {
    const session = newId();
    const before = requests();
    dropAnswers(1);
    const answer = await generateText({ model: model('builtin/echo'), prompt: 'once', ...bound(session, { 'Idempotency-Key': newId() }) });
    return { session, text: answer.text, tries: answersSince(before) };
  },

  async abort() {
    const session = newId();
    const leave = new AbortController();
    const answer = streamText({ model: model('builtin/echo?tokens=20&tokenMs=50'), prompt: 'on and on', abortSignal: leave.signal, ...silent, ...bound(session) });
    let pieces = 0;
    for await (const part of answer.fullStream) {
      if (part.type === 'text-delta' && ++pieces === 1) leave.abort();
    }
    return { session, pieces };
  },

  async breakdown() {
    const answer = streamText({ model: model('builtin/echo?tokens=9&tokenMs=20&failAfter=3'), prompt: 'x', maxRetries: 0, ...silent });
    let text = '';
    let told;
    // First the error of the stream, then that the connection was cut.
    await thrown((async () => {
      for await (const part of answer.fullStream) {
        if (part.type === 'text-delta') text += part.text;
        if (part.type === 'error') told ??= part.error;
      }
    })());
    return { text, message: told.message, code: told.code };
  },
});
