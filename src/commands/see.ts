import { interruptedExitCode, interruptible } from "../answer/interruptible.ts";
import { promptArguments } from "../command-line/chat-arguments.ts";
import { command } from "../command-line/command.ts";
import { logArguments, modelArgument, runArguments } from "../command-line/common-arguments.ts";
import type { Definitions, Values } from "../command-line/definitions.ts";
import { loadWithPrompt } from "../command-line/load-with-prompt.ts";
import {
  numberList,
  partList,
  positionList,
  tokenId,
  withoutArgument,
} from "../command-line/see-arguments.ts";
import { integer } from "../command-line/values.ts";
import { UsageError } from "../common/errors.ts";
import { jsonLine } from "../common/json-line.ts";
import { Interrupted } from "../engine/team/team.ts";
import { attentionMaps } from "../explain/attention-map.ts";
import { attribution } from "../explain/attribution.ts";
import { lens } from "../explain/lens.ts";
import { describeStep, passSteps } from "../explain/pass.ts";
import { surprise } from "../explain/surprise.ts";
import type { LanguageModel } from "../generate/language-model.ts";
import type { ModelConfig } from "../model/config.ts";
import { standardOutput } from "../terminal/output.ts";

const views = ["tokens", "lens", "attention", "why", "pass"] as const;

type View = (typeof views)[number];

const viewArguments = {
  top: { type: "string", valueHint: "K", description: "tokens, lens: how many likely tokens to name" },
  at: { type: "string", valueHint: "3,7|last", description: "lens: these positions only" },
  layer: { type: "string", valueHint: "LIST", description: "attention: these layers only, from 0" },
  head: { type: "string", valueHint: "LIST", description: "attention: these heads only, from 0" },
  token: { type: "string", valueHint: "ID", description: "why: this token (default: the likeliest)" },
  instead: { type: "string", valueHint: "ID", description: "why: and not this token" },
  ...withoutArgument,
  json: { type: "boolean", description: "lines of JSON" },
} as const satisfies Definitions;

/** What a view looks at, checked against the model. */
interface Asked {
  readonly top: number | undefined;
  readonly positions: readonly number[];
  readonly layers: readonly number[];
  readonly heads: readonly number[];
  readonly token: number | undefined;
  readonly instead: number | undefined;
  readonly without: readonly string[];
}

/** Shows the model at work. */
export const see = command({
  name: "llama-nb see",
  description: "the inside of a model while it reads a prompt",
  args: {
    view: { type: "positional", required: false, valueHint: views.join("|"), description: "what to see" },
    text: { type: "positional", required: false, valueHint: "PROMPT", description: "what the model reads" },
    ...viewArguments,
    ...promptArguments,
    ...modelArgument,
    ...runArguments,
    ...logArguments,
  },
  groups: {
    View: viewArguments,
    Prompt: promptArguments,
    Model: { ...modelArgument, ...runArguments },
    Others: logArguments,
  },
  sections: [
    {
      title: "Examples",
      lines: [
        ['llama-nb see tokens "The sky is blue."', "how surprising each token of a text is"],
        ['llama-nb see lens --raw "Once upon a"', "what the model would say after each layer"],
        ['llama-nb see attention --layer 2 --raw "Once upon a time"', "what the heads of a layer look at"],
        ['llama-nb see why --raw "Once upon a"', "which part of the model says the next token"],
        ['llama-nb see pass --raw "Once upon a"', "every operation, with its numbers"],
      ],
    },
  ],
  async run({ args, log }) {
    const view = chosenView(args.view);
    let asked: Asked | undefined;
    const { model, prompt } = await loadWithPrompt(args, args.text, log, (config, ids) => {
      if (ids === undefined) {
        throw new UsageError(
          `see ${view}: there is no prompt; give one, such as llama-nb see ${view} "Hello"`,
        );
      }
      asked = readAsked(args, config, ids);
    });
    if (prompt === undefined || asked === undefined) throw new Error("a prompt that was checked is gone");
    try {
      await model.transformer.switchOff(asked.without);
      const output = standardOutput();
      const lines = jsonLines(view, model, prompt, asked);
      const isWhole = await interruptible(async (signal) => {
        try {
          for await (const line of lines(signal)) await output.write(jsonLine(line));
          return true;
        } catch (error) {
          if (error instanceof Interrupted) return false;
          throw error;
        }
      });
      await output.flush();
      if (!isWhole) process.exitCode = interruptedExitCode;
    } finally {
      model.close();
    }
  },
});

function chosenView(word: string | undefined): View {
  const view = views.find((name) => name === word);
  if (view !== undefined) return view;
  const given = word === undefined ? "no view is named" : `there is no view "${word}"`;
  throw new UsageError(`see: ${given}; name one of ${views.join(", ")}`);
}

function readAsked(args: Values<typeof viewArguments>, config: ModelConfig, ids: readonly number[]): Asked {
  return {
    top: integer("top", args.top, { least: 1, most: 1000 }),
    positions: positionList("at", args.at, ids.length),
    layers: numberList("layer", args.layer, config.nLayers, "layer"),
    heads: numberList("head", args.head, config.nHeads, "head"),
    token: tokenId("token", args.token, config),
    instead: tokenId("instead", args.instead, config),
    without: partList("--without", args.without, config),
  };
}

/** The view as objects, one a line. */
function jsonLines(
  view: View,
  model: LanguageModel,
  ids: readonly number[],
  asked: Asked,
): (signal: AbortSignal) => AsyncGenerator<object, void, void> {
  switch (view) {
    case "tokens":
      return (signal) => surprise(model, ids, asked.top ?? 10, signal);
    case "lens":
      return (signal) => lens(model, ids, asked.positions, asked.top ?? 5, signal);
    case "attention":
      return (signal) => attentionMaps(model, ids, asked.layers, asked.heads, signal);
    case "why":
      return (signal) => attribution(model, ids, asked, signal);
    case "pass":
      return async function* (signal) {
        for await (const step of passSteps(model, ids, signal)) yield describeStep(step);
      };
  }
}
