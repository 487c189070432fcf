import { count } from "../common/count.ts";
import type { Answer } from "../generate/session.ts";
import type { Dialog } from "./dialog.ts";

/** A chat in numbers, as a table for people. */
export function dialogStatistics({ context, content, answers, dropped, sampling }: Dialog): string {
  const { model, session } = context;
  const { engine, sizes } = model.transformer.options;
  const sum = (value: (answer: Answer) => number): number =>
    answers.reduce((total, answer) => total + value(answer), 0);
  const read = sum(({ promptTokens, reusedTokens }) => promptTokens - reusedTokens);
  const written = sum(({ generatedTokens }) => generatedTokens);
  const last = answers.at(-1);
  const used = last === undefined ? 0 : last.promptTokens + last.generatedTokens;
  const { weights } = model.transformer;
  const isGreedy = sampling.temperature === 0;
  const rows = [
    ["model", `${model.name}, ${engine}, ${count(sizes.ranks, "thread")}, weights ${weights}`],
    ["system prompt", content.system ?? "none"],
    ["messages", `${content.turns.length}${dropped > 0 ? `, the model no longer sees ${dropped}` : ""}`],
    ["context", `${used} of ${session.context} tokens after the last answer`],
    ["temperature", String(sampling.temperature)],
    ["seed", `${sampling.seed}${isGreedy ? " (not used: the likeliest token is chosen)" : ""}`],
    [
      "read",
      withSpeed(
        read,
        sum(({ promptSeconds }) => promptSeconds),
      ),
    ],
    [
      "known already",
      count(
        sum(({ reusedTokens }) => reusedTokens),
        "token",
      ),
    ],
    [
      "written",
      withSpeed(
        written,
        sum(({ decodeSeconds }) => decodeSeconds),
      ),
    ],
  ];
  return rows.map(([name, value]) => `${name.padEnd(13)}  ${value}`).join("\n");
}

function withSpeed(tokens: number, seconds: number): string {
  const speed = tokens === 0 ? "" : `, ${(tokens / Math.max(seconds, 1e-9)).toFixed(1)} tok/s`;
  return `${count(tokens, "token")}${speed}`;
}
