// The sessions of OpenAI's agents SDK that are kept by the Conversations API: it reads them before each run and adds to them afterwards.
import { Agent, OpenAIConversationsSession, OpenAIProvider, Runner, setTracingDisabled, tool } from '@openai/agents';
import OpenAI from 'openai';
import { z } from 'zod';
import { baseURL, key, spread, tell, thrown } from './kit.mjs';

// Its traces go to OpenAI otherwise.
setTracingDisabled(true);

const client = new OpenAI({ baseURL, apiKey: key, fetch: spread });
const runner = new Runner({ modelProvider: new OpenAIProvider({ openAIClient: client }) });
const agent = (model, more) => new Agent({ name: 'Helper', instructions: 's', model, ...more });
const textOf = (item) => (typeof item.content === 'string' ? item.content : item.content[0].text);

await tell({
  async session() {
    const memory = new OpenAIConversationsSession({ client });
    const texts = [];
    for (const input of ['one', 'two', 'three']) texts.push((await runner.run(agent('builtin/echo?history=1'), input, { session: memory })).finalOutput);
    return { session: await memory.getSessionId(), texts, items: (await memory.getItems()).map(textOf), newest: (await memory.getItems(2)).map(textOf) };
  },

  async tools() {
    const memory = new OpenAIConversationsSession({ client });
    const weather = tool({ name: 'get_weather', description: 'The weather of a city', parameters: z.object({ city: z.string() }), execute: () => 'sunny' });
    const stream = await runner.run(agent('builtin/echo?tool=1', { tools: [weather] }), 'weather?', { session: memory, stream: true });
    await stream.completed;
    return { text: stream.finalOutput, session: await memory.getSessionId(), kinds: (await memory.getItems()).map((item) => item.type) };
  },

  async life() {
    const memory = new OpenAIConversationsSession({ client });
    await runner.run(agent('agent/echo'), 'one', { session: memory });
    const popped = textOf(await memory.popItem());
    const id = await memory.getSessionId();
    const left = (await new OpenAIConversationsSession({ client, conversationId: id }).getItems()).map(textOf);
    await memory.clearSession();
    const { status, code } = await thrown(client.conversations.retrieve(id));
    return { popped, left, gone: { status, code } };
  },
});
