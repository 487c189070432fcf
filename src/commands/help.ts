import { type Command, type Commands, command } from "../command-line/command.ts";
import { logArguments } from "../command-line/common-arguments.ts";
import { commandHelp } from "../command-line/help.ts";
import { UsageError } from "../common/errors.ts";
import { nearest } from "../common/nearest.ts";
import { standardOutput } from "../terminal/output.ts";

/**
 * Prints the help of a command, as its --help does.
 * @param commands called when it runs, since it is one of them
 */
export function help(commands: () => Commands): Command {
  return command({
    name: "llama-nb help",
    description: "this page, or that of a command",
    args: {
      command: { type: "positional", required: false, valueHint: "COMMAND", description: "which command" },
      ...logArguments,
    },
    sections: [
      {
        title: "Examples",
        lines: [
          ["llama-nb help bench", "the same as llama-nb bench --help"],
          ["llama-nb -p help", "asks the model: the prompt is the word help"],
        ],
      },
    ],
    async run({ args }) {
      const { main, subcommands } = commands();
      const name = args.command;
      if (name !== undefined && !Object.hasOwn(subcommands, name))
        throw new UsageError(unknown(name, subcommands));
      await standardOutput().write(commandHelp(commands(), name === undefined ? main : subcommands[name]));
      await standardOutput().flush();
    },
  });
}

function unknown(name: string, subcommands: Commands["subcommands"]): string {
  const names = Object.keys(subcommands);
  const meant = nearest(name, names);
  const advice =
    meant === undefined ? `they are ${names.join(", ")}` : `did you mean llama-nb help ${meant}?`;
  return `there is no command "${name}"; ${advice}`;
}
