// The official client against Clara: one whole answer and one streamed, as JSON on standard output.
import OpenAI from "openai";

const [baseURL, apiKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });

const models = [];
for await (const model of client.models.list()) {
  models.push(model.id);
}

const whole = await client.chat.completions.create({
  model: "clara",
  user: "ada",
  messages: [{ role: "user", content: "Tell me about lamp-1" }],
});

const stream = await client.chat.completions.create({
  model: "clara-low",
  user: "ada",
  stream: true,
  stream_options: { include_usage: true },
  messages: [
    { role: "user", content: "Tell me about lamp-1" },
    { role: "assistant", content: whole.choices[0].message.content },
    { role: "user", content: "And about lamp-2" },
  ],
});
let streamed = "";
let pieces = 0;
let finish = null;
let usage = null;
for await (const chunk of stream) {
  const choice = chunk.choices[0];
  if (choice?.delta?.content) {
    streamed += choice.delta.content;
    pieces++;
  }
  finish = choice?.finish_reason ?? finish;
  usage = chunk.usage ?? usage;
}

let refused = null;
try {
  await new OpenAI({ baseURL, apiKey: "clara-wrong", maxRetries: 0 }).models.list();
} catch (error) {
  refused = { status: error.status, type: error.constructor.name };
}

console.log(JSON.stringify({
  models,
  whole: whole.choices[0].message.content,
  wholeUsage: whole.usage,
  wholeFinish: whole.choices[0].finish_reason,
  streamed,
  pieces,
  finish,
  usage,
  refused,
}));
