import { type ArgsDef, type CommandContext, defineCommand, runCommand } from "citty";

/** a command of the command line, whatever its arguments are. */
export interface Command {
  readonly name: string;
  readonly description: string;
  readonly args: ArgsDef;
  /** @param raw arguments in the form that `normalizeArguments` gives */
  run(raw: string[]): Promise<unknown>;
}

/** defines a command by its arguments and what it does with their values. */
export function command<const Args extends ArgsDef>(definition: {
  readonly name: string;
  readonly description: string;
  readonly args: Args;
  run(context: CommandContext<Args>): Promise<void>;
}): Command {
  const { name, description, args, run } = definition;
  const defined = defineCommand({ meta: { name, description }, args, run });
  return { name, description, args, run: (raw) => runCommand(defined, { rawArgs: raw }) };
}
