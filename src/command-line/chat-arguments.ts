import { defaultLastTokens } from "../generate/penalties.ts";
import type { Definitions } from "./definitions.ts";

/** What to say. */
export const promptArguments = {
  prompt: {
    type: "string",
    alias: "p",
    valueHint: "TEXT",
    description: "same as PROMPT",
    repeated: "refused",
  },
  file: {
    type: "string",
    alias: "f",
    valueHint: "FILE",
    description: "prompt from a file",
    repeated: "refused",
  },
  system: { type: "string", alias: "s", valueHint: "TEXT", description: "system prompt" },
  resume: { type: "string", alias: "r", valueHint: "FILE", description: "continue a chat that /save wrote" },
  raw: { type: "boolean", description: "text completion: no chat template" },
  ids: {
    type: "string",
    valueHint: "1,2,3",
    description: "the prompt as token ids, taken as they are",
    repeated: "refused",
  },
} as const satisfies Definitions;

/** When the answer ends, and how it is written. */
export const answerArguments = {
  "max-tokens": {
    type: "string",
    alias: "n",
    valueHint: "N",
    description: "default: until the model stops or the context is full",
  },
  stop: {
    type: "string",
    valueHint: "TEXT",
    description: "end the answer before this text; may be given several times",
    repeated: "collected",
  },
  json: { type: "boolean", description: "a line of JSON for each token, then a summary" },
  "top-logprobs": {
    type: "string",
    valueHint: "K",
    description: "with --json: the K likeliest tokens each time",
  },
} as const satisfies Definitions;

/** How the next token is chosen. */
export const samplingArguments = {
  temp: {
    type: "string",
    valueHint: "T",
    description: "temperature (default 0: always the likeliest token)",
  },
  "top-k": { type: "string", valueHint: "K", description: "choose among the K likeliest (0: all)" },
  "top-p": { type: "string", valueHint: "P", description: "choose among the likeliest that together have P" },
  "min-p": {
    type: "string",
    valueHint: "P",
    description: "leave out what is less than P times as likely as the likeliest",
  },
  seed: { type: "string", valueHint: "S", description: "the same seed draws the same tokens" },
} as const satisfies Definitions;

/** What keeps a model from repeating itself. */
export const repetitionArguments = {
  "repeat-penalty": {
    type: "string",
    valueHint: "X",
    description: "divide the score of tokens that occurred by X (default 1: off)",
  },
  "presence-penalty": {
    type: "string",
    valueHint: "X",
    description: "subtract X from the score of tokens that occurred (default 0)",
  },
  "frequency-penalty": {
    type: "string",
    valueHint: "X",
    description: "subtract X for each time that a token occurred (default 0)",
  },
  "repeat-last-n": {
    type: "string",
    valueHint: "N",
    description: `how many of the last tokens count (default ${defaultLastTokens}; -1: all)`,
  },
} as const satisfies Definitions;
