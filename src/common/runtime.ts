import { UserError } from "./errors.ts";

/**
 * Checks that the JavaScript engine has what every model needs. Bun's variables can switch it off, such as
 * BUN_JSC_useWasm=0.
 * @throws UserError that names what is missing
 */
export function requireRuntime(globals: object = globalThis): void {
  const missing = ["WebAssembly", "SharedArrayBuffer", "Atomics"].find(
    (name) => Reflect.get(globals, name) === undefined,
  );
  if (missing === undefined) return;
  const variables = Object.keys(process.env).filter((name) => name.startsWith("BUN_JSC_"));
  const why = variables.length === 0 ? "" : `, perhaps because of ${variables.join(" and ")}`;
  const advice = variables.length === 0 ? "use another build of Bun" : "unset it";
  throw new UserError(`this Bun has no ${missing}, which models run in${why}; ${advice}`);
}
