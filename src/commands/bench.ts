import { command } from "../command-line/command.ts";
import { logArguments, modelArgument, runArguments } from "../command-line/common-arguments.ts";
import { findModel } from "../command-line/find-model.ts";
import { checkContext, checkThreads } from "../command-line/machine-limits.ts";
import { runOptions } from "../command-line/run-options.ts";
import { integer } from "../command-line/values.ts";
import { count } from "../common/count.ts";
import { UsageError } from "../common/errors.ts";
import { showForeign } from "../common/foreign-text.ts";
import { jsonLine } from "../common/json-line.ts";
import { type Benchmark, measure } from "../generate/benchmark.ts";
import { LanguageModel } from "../generate/language-model.ts";
import { standardOutput } from "../terminal/output.ts";

/** Measures how fast a model runs here. */
export const bench = command({
  name: "llama-nb bench",
  description: "tokens a second of prompt and answer, and how much of the memory's speed they use",
  args: {
    "prompt-tokens": { type: "string", valueHint: "N", description: "tokens of the prompt (default 128)" },
    tokens: { type: "string", alias: "n", valueHint: "N", description: "tokens of the answer (default 64)" },
    json: { type: "boolean", description: "a JSON object" },
    ...modelArgument,
    ...runArguments,
    ...logArguments,
  },
  sections: [
    {
      title: "Examples",
      lines: [
        ["llama-nb bench", "reads 128 tokens, writes 64, and measures the memory with the same threads"],
        ["llama-nb bench --engine typescript -n 8 --json", "the plain operations, as JSON"],
      ],
    },
  ],
  async run({ args, log }) {
    const options = runOptions(args);
    const promptTokens = integer("prompt-tokens", args["prompt-tokens"], { least: 1 }) ?? 128;
    const tokens = integer("tokens", args.tokens, { least: 1 }) ?? 64;
    const needed = promptTokens + tokens + 1;
    if (options.context !== undefined && options.context < needed) {
      throw new UsageError(`--context ${options.context} is too small; this takes ${needed}`);
    }
    checkThreads(options.threads, log);
    const sized = { ...options, context: options.context ?? needed };
    const model = await LanguageModel.load(findModel(args.model, log), sized, {
      beforeWeights: (_tokenizer, context, config) => checkContext(config, context, log),
    });
    try {
      const result = await measure(model, promptTokens, tokens);
      const output = standardOutput();
      await output.write(args.json ? jsonLine(toJson(result)) : table(result));
      await output.flush();
    } finally {
      model.close();
    }
  },
});

function toJson(result: Benchmark): object {
  const { prompt, decode } = result;
  return {
    model: result.model,
    engine: result.engine,
    weights: result.weights,
    threads: result.threads,
    loadSeconds: result.loadSeconds,
    prompt: { tokens: prompt.tokens, tokensPerSecond: prompt.median, best: prompt.best },
    decode: {
      tokens: decode.tokens,
      tokensPerSecond: decode.median,
      best: decode.best,
      gigabytesPerSecond: (decode.median * result.bytesPerToken) / 1e9,
    },
    memoryReadGigabytesPerSecond: result.memoryBytesPerSecond / 1e9,
    peakRssBytes: result.peakRssBytes,
  };
}

function table(result: Benchmark): string {
  const { prompt, decode, bytesPerToken, memoryBytesPerSecond } = result;
  const read = decode.median * bytesPerToken;
  const share = ((100 * read) / memoryBytesPerSecond).toFixed(0);
  const speed = ({ median, best }: Benchmark["prompt"]) =>
    `${median.toFixed(1)} tok/s (best ${best.toFixed(1)})`;
  return [
    `model    ${showForeign(result.model)}, ${result.engine} engine, weights ${result.weights}, ${count(result.threads, "thread")}`,
    `load     ${result.loadSeconds.toFixed(2)} s`,
    `prompt   ${prompt.tokens} tokens, ${speed(prompt)}`,
    `decode   ${decode.tokens} tokens, ${speed(decode)}`,
    `weights  ${(read / 1e9).toFixed(1)} GB/s read while decoding, ${share} % of the memory's ${(memoryBytesPerSecond / 1e9).toFixed(1)} GB/s`,
    `memory   ${(result.peakRssBytes / 1e9).toFixed(2)} GB at most`,
    "",
  ].join("\n");
}
