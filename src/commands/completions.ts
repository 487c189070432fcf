import { type Command, type Commands, command } from "../command-line/command.ts";
import { logArguments } from "../command-line/common-arguments.ts";
import { bashCompletions } from "../command-line/completions/bash.ts";
import { fishCompletions } from "../command-line/completions/fish.ts";
import { zshCompletions } from "../command-line/completions/zsh.ts";
import { UsageError } from "../common/errors.ts";
import { standardOutput } from "../terminal/output.ts";

const scripts = { bash: bashCompletions, zsh: zshCompletions, fish: fishCompletions };
const shells = ["bash", "zsh", "fish"] as const;

/**
 * Prints a script that lets a shell complete what is typed.
 * @param commands called when it runs, since it is one of them
 */
export function completions(commands: () => Commands): Command {
  return command({
    name: "llama-nb completions",
    description: "a script that completes commands, flags and values in bash, zsh or fish",
    args: {
      shell: {
        type: "positional",
        required: false,
        valueHint: shells.join("|"),
        description: "which shell",
      },
      ...logArguments,
    },
    sections: [
      {
        title: "Examples",
        lines: [
          ["source <(llama-nb completions bash)", "for this shell; in ~/.bashrc for all"],
          ["source <(llama-nb completions zsh)", "the same in ~/.zshrc, after compinit"],
          [
            "llama-nb completions fish > ~/.config/fish/completions/llama-nb.fish",
            "fish reads this file by itself",
          ],
        ],
      },
    ],
    async run({ args }) {
      const shell = shells.find((name) => name === args.shell);
      if (shell === undefined) {
        const given = args.shell === undefined ? "no shell is named" : `there are none for "${args.shell}"`;
        throw new UsageError(`completions: ${given}; name one of ${shells.join(", ")}`);
      }
      const output = standardOutput();
      await output.write(scripts[shell](commands()));
      await output.flush();
    },
  });
}
