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
  stepNamed,
  tokenId,
  withoutArgument,
} from "../command-line/see-arguments.ts";
import { integer } from "../command-line/values.ts";
import { UsageError } from "../common/errors.ts";
import { jsonLine } from "../common/json-line.ts";
import { Interrupted } from "../engine/team/team.ts";
import type { LanguageModel } from "../generate/language-model.ts";
import type { ModelConfig } from "../model/config.ts";
import { standardCanvas } from "../see/canvas.ts";
import { draw, type Scene } from "../see/drawing.ts";
import { jsonLines } from "../see/json-lines.ts";
import { tellJourney } from "../see/pass/journey.ts";
import { canWalk, walk } from "../see/pass/walk.ts";
import { type Asked, type Hints, type View, views } from "../see/view.ts";
import type { ColorMode } from "../terminal/log.ts";
import { standardOutput } from "../terminal/output.ts";
import type { StatusLine } from "../terminal/status.ts";

/** How often the progress is looked at, milliseconds. */
const progressInterval = 100;

const viewArguments = {
  top: { type: "string", valueHint: "K", description: "tokens, lens: how many likely tokens to name" },
  at: { type: "string", valueHint: "3,7|last", description: "lens: these positions only" },
  layer: { type: "string", valueHint: "LIST", description: "attention: these layers only, from 0" },
  head: { type: "string", valueHint: "LIST", description: "attention: these heads only, from 0" },
  token: { type: "string", valueHint: "ID", description: "why: this token (default: the likeliest)" },
  instead: { type: "string", valueHint: "ID", description: "why: and not this token" },
  step: { type: "string", valueHint: "NAME", description: "pass: begin at this step, such as layers.0.h" },
  ...withoutArgument,
  json: { type: "boolean", description: "the numbers as lines of JSON, in place of the drawing" },
} as const satisfies Definitions;

const hints: Hints = {
  positions: "choose others with --at 0,1,2",
  instead: "compare with another token by --instead ID",
  head: "Draw what one head looks at with --layer 0 --head 0.",
};

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
    const { model, prompt, status } = await loadWithPrompt(args, args.text, log, (config, ids) => {
      if (ids === undefined) {
        throw new UsageError(
          `see ${view}: there is no prompt; give one, such as llama-nb see ${view} "Hello"`,
        );
      }
      asked = readAsked(args, config, ids);
    });
    if (prompt === undefined || asked === undefined) throw new Error("a prompt that was checked is gone");
    const progress = new Progress(model, status);
    const canvas = standardCanvas(args.color);
    const onProgress = (what: string) => progress.tell(what);
    const scene: Scene = { model, ids: prompt, asked, canvas, hints, onProgress };
    try {
      await model.transformer.switchOff(asked.without);
      const isWhole = await interruptible((signal) => {
        if (args.json) return print(jsonText(view, scene, signal), progress);
        if (view === "pass" && canWalk()) return walkThrough(scene, args.color, progress, signal);
        return print(drawnText(view, scene, signal), progress);
      });
      if (!isWhole) process.exitCode = interruptedExitCode;
    } finally {
      progress.end();
      model.close();
    }
  },
});

/** Writes texts to standard output as they come. @returns false when Ctrl-C ended them */
async function print(texts: AsyncGenerator<string>, progress: Progress): Promise<boolean> {
  const output = standardOutput();
  const isWhole = await unlessInterrupted(async () => {
    for await (const text of texts) {
      progress.clear();
      await output.write(text);
    }
  });
  await output.flush();
  return isWhole;
}

/** Shows the pass at the terminal, a screen a step. @returns false when Ctrl-C ended it */
function walkThrough(
  { model, ids, asked }: Scene,
  color: ColorMode,
  progress: Progress,
  signal: AbortSignal,
): Promise<boolean> {
  return unlessInterrupted(async () => {
    const journey = await tellJourney(model, ids, signal);
    progress.end();
    await walk(journey, () => standardCanvas(color), asked.step, signal);
  });
}

async function* jsonText(view: View, { model, ids, asked }: Scene, signal: AbortSignal) {
  for await (const line of jsonLines(view, model, ids, asked, signal)) yield jsonLine(line);
}

async function* drawnText(view: View, scene: Scene, signal: AbortSignal) {
  for await (const lines of draw(view, scene, signal)) yield lines.map((line) => `${line}\n`).join("");
}

async function unlessInterrupted(run: () => Promise<void>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (error instanceof Interrupted) return false;
    throw error;
  }
}

/** Shows what is computed, until something else is shown. */
class Progress {
  private text: string | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(
    { transformer }: LanguageModel,
    private readonly status: StatusLine,
  ) {
    const layers = transformer.config.nLayers;
    this.timer = setInterval(() => {
      status.show(this.text ?? `reading the prompt: layer ${transformer.layersDone} of ${layers}`);
    }, progressInterval);
  }

  tell(what: string): void {
    this.text = what;
  }

  /** Makes room for output. */
  clear(): void {
    this.status.clear();
  }

  end(): void {
    clearInterval(this.timer);
    this.clear();
  }
}

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
    hasChoice: args.layer !== undefined || args.head !== undefined,
    token: tokenId("token", args.token, config),
    instead: tokenId("instead", args.instead, config),
    without: partList("--without", args.without, config),
    step: stepNamed("--step", args.step, config),
  };
}
