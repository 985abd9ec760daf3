// The official client and the Conversations API. Its only argument is the package: openai (7) or openai-6.
import { answersSince, baseURL, dropAnswers, key, requests, spread, tell, thrown } from './kit.mjs';

const { default: OpenAI } = await import(process.argv[2]);

const client = new OpenAI({ baseURL, apiKey: key, fetch: spread });
const told = (error) => ({ type: error.constructor.name, status: error.status, code: error.code, param: error.param, message: error.message });
const says = (text) => ({ type: 'message', role: 'user', content: text });
const textOf = (item) => item.content[0].text;
const weather = { type: 'function', name: 'get_weather', strict: false, parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } };

/** Every item of a list, page after page. */
async function all(list) {
  const items = [];
  for await (const item of list) items.push(item);
  return items;
}

await tell({
  async life() {
    const made = await client.conversations.create({ metadata: { topic: 'demo' }, items: [says('one')] });
    const found = await client.conversations.retrieve(made.id);
    const updated = await client.conversations.update(made.id, { metadata: { topic: 'other' } });
    const items = (await all(client.conversations.items.list(made.id))).map(textOf);
    const deleted = await client.conversations.delete(made.id);
    return {
      id: made.id, labels: [made, found, updated].map((conversation) => conversation.metadata.topic), isOne: found.id === made.id && found.created_at === made.created_at,
      items, deleted: deleted.deleted && deleted.id === made.id, gone: told(await thrown(client.conversations.retrieve(made.id))),
    };
  },

  async items() {
    const { id } = await client.conversations.create({ items: [says('one')] });
    const added = await client.conversations.items.create(id, { items: ['two', 'three', 'four'].map(says) });
    const second = added.data[0].id;
    const found = await client.conversations.items.retrieve(second, { conversation_id: id });
    const oldestFirst = (await all(client.conversations.items.list(id, { order: 'asc', limit: 1 }))).map(textOf);
    const newestFirst = (await all(client.conversations.items.list(id, { limit: 3 }))).map(textOf);
    const left = await client.conversations.items.delete(second, { conversation_id: id });
    return {
      added: added.data.map(textOf), found: textOf(found), oldestFirst, newestFirst, isLeft: left.id === id,
      rest: (await all(client.conversations.items.list(id, { order: 'asc' }))).map(textOf),
      gone: told(await thrown(client.conversations.items.retrieve(second, { conversation_id: id }))),
    };
  },

  async session() {
    const { id: session } = await client.conversations.create({ metadata: { topic: 'demo' } });
    const texts = [];
    for (const input of ['one', 'two', 'three'])
      texts.push((await client.responses.create({ model: 'builtin/echo?history=1', conversation: session, input })).output_text);
    return { session, texts, items: (await all(client.conversations.items.list(session, { order: 'asc' }))).map(textOf) };
  },

  async tools() {
    const { id } = await client.conversations.create();
    const ask = (input) => client.responses.stream({ model: 'builtin/echo?tool=1&tokens=8', conversation: id, input, tools: [weather] }).finalResponse();
    const [call] = (await ask('weather?')).output;
    const answer = await ask([{ type: 'function_call_output', call_id: call.call_id, output: 'sunny' }]);
    const items = await all(client.conversations.items.list(id, { order: 'asc' }));
    return { kinds: items.map((item) => item.type), sameIds: items[1].id === call.id && items[3].id === answer.output[0].id };
  },

  async retry() {
    const { id: session } = await client.conversations.create();
    const before = requests();
    dropAnswers(1);
    const added = await client.conversations.items.create(session, { items: [says('once')] });
    return { session, tries: answersSince(before), text: textOf(added.data[0]) };
  },

  async errors() {
    const { id } = await client.conversations.create();
    const unknown = 'conv_01J00000000000000000000000';
    const refused = (promise) => thrown(promise).then(told);
    return {
      conversation: await refused(client.conversations.retrieve(unknown)),
      response: await refused(client.responses.create({ model: 'builtin/echo', conversation: unknown, input: 'x' })),
      item: await refused(client.conversations.items.retrieve('msg_unknown', { conversation_id: id })),
      field: await refused(client.conversations.items.create(id, { items: [says('x'), { type: 'message', role: 'king', content: 'x' }] })),
      labels: await refused(client.conversations.create({ metadata: { topic: 'x'.repeat(513) } })),
    };
  },
});
