import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { lock } from "../../../src/hub/disk/lock.ts";
import { temporaryFolder } from "../../support/model-folder.ts";

setDefaultTimeout(60_000);

const never = new AbortController().signal;
const source = join(import.meta.dir, "../../../src/hub/disk/lock.ts");

/** Another process that takes a lock, says so, and does something then. */
async function holder(path: string, then: string) {
  const script = `
    const { lock } = await import(${JSON.stringify(source)});
    const held = await lock(${JSON.stringify(path)}, new AbortController().signal, () => console.log("waits"));
    console.log("holds");
    ${then}`;
  const child = Bun.spawn([process.execPath, "-e", script], { stdin: "pipe", stdout: "pipe" });
  const reader = child.stdout.getReader();
  const said = async () => new TextDecoder().decode((await reader.read()).value).trim();
  return { child, said };
}

const waitForInput = "for await (const _ of Bun.stdin.stream()) break;";

describe("a lock", () => {
  test("keeps other processes out until it is released", async () => {
    const path = join(temporaryFolder(), "lock");
    const first = await holder(
      path,
      `${waitForInput} held.release(false); console.log("released"); ${waitForInput}`,
    );
    expect(await first.said()).toBe("holds");
    let waits = 0;
    let isHeld = false;
    const waiting = lock(path, never, () => waits++).then((held) => {
      isHeld = true;
      held.release(false);
    });
    await Bun.sleep(700);
    expect({ waits, isHeld }).toEqual({ waits: 1, isHeld: false });
    first.child.stdin.write("go on\n");
    first.child.stdin.flush();
    await waiting;
    first.child.kill();
    await first.child.exited;
    expect(readdirSync(join(path, ".."))).toEqual(["lock"]);
  });

  test("ends with its process, however that ends", async () => {
    const path = join(temporaryFolder(), "lock");
    const first = await holder(path, waitForInput);
    expect(await first.said()).toBe("holds");
    first.child.kill("SIGKILL");
    await first.child.exited;
    const held = await lock(path, never, () => {
      throw new Error("nobody holds it");
    });
    held.release(true);
    expect(existsSync(path)).toBe(false);
  });

  test("whose file was removed by its holder is taken on the new file", async () => {
    const path = join(temporaryFolder(), "lock");
    const first = await holder(path, `${waitForInput} held.release(true); ${waitForInput}`);
    expect(await first.said()).toBe("holds");
    const waiting = lock(path, never, () => {});
    await Bun.sleep(300);
    first.child.stdin.write("go on\n");
    first.child.stdin.flush();
    const held = await waiting;
    // Nobody else gets it now
    const second = await holder(path, "");
    expect(await second.said()).toBe("waits");
    held.release(false);
    expect(await second.said()).toBe("holds");
    first.child.kill();
    await Promise.all([first.child.exited, second.child.exited]);
  });

  test("is not waited for after an abort", async () => {
    const path = join(temporaryFolder(), "lock");
    const first = await holder(path, waitForInput);
    expect(await first.said()).toBe("holds");
    const abort = new AbortController();
    await expect(lock(path, abort.signal, () => abort.abort())).rejects.toThrow();
    first.child.kill();
    await first.child.exited;
  });
});
