import type { Commands } from "../command-line/command.ts";
import { bench } from "./bench.ts";
import { chat } from "./chat.ts";
import { completions } from "./completions.ts";
import { help } from "./help.ts";
import { inspect } from "./inspect.ts";
import { pull } from "./pull.ts";
import { see } from "./see.ts";
import { tokenize } from "./tokenize.ts";

/** All commands of the program. */
export const program: Commands = {
  main: chat,
  subcommands: {
    see,
    inspect,
    tokenize,
    bench,
    pull,
    completions: completions(() => program),
    help: help(() => program),
  },
};
