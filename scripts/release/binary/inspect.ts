import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkSignature } from "./code-signature.ts";
import { readMachO } from "./mach-o.ts";
import { isSealed } from "./seal.ts";
import type { Target } from "./targets.ts";

const kernels = readFileSync(join(import.meta.dir, "../../../src/engine/simd/kernels.wasm"));
const machines = { x64: { elf: 62, pe: 0x8664 }, arm64: { elf: 183, pe: 0xaa64 } } as const;
const loadInterpreter = 3;
const consoleProgram = 3;

/** What is wrong with a binary for its target: its format, its parts or its signature. Empty if nothing is wrong. */
export function findProblems(file: Buffer, target: Target): string[] {
  const inside = target.os === "windows" ? "B:/~BUN/root/" : "/$bunfs/root/";
  const has = (part: string | Buffer) => file.includes(part);
  return [
    ...formatProblems(file, target),
    ...["llama-nb", "rank.js"].filter((name) => !has(inside + name)).map((name) => `${name} is not inside`),
    ...(has(kernels) ? [] : ["kernels.wasm is not inside"]),
    ...(isSealed(file) ? [] : ["it obeys the variables of Bun"]),
  ];
}

function formatProblems(file: Buffer, target: Target): string[] {
  try {
    const found = { linux: describeElf, darwin: describeMachO, windows: describePe }[target.os](file);
    const wanted = describeWanted(target);
    return found === wanted ? [] : [`is ${found}, not ${wanted}`];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function describeWanted({ os, arch, variant }: Target): string {
  if (os === "darwin") return `Mach-O ${arch}, signed ad hoc`;
  if (os === "windows") return `PE ${arch}`;
  const glibc = arch === "x64" ? "/lib64/ld-linux-x86-64.so.2" : "/lib/ld-linux-aarch64.so.1";
  const musl = `/lib/ld-musl-${arch === "x64" ? "x86_64" : "aarch64"}.so.1`;
  return `ELF ${arch} for ${variant?.includes("musl") ? musl : glibc}`;
}

/** A 64-bit executable in the format of Linux, <elf.h>. */
function describeElf(file: Buffer): string {
  if (!file.subarray(0, 6).equals(Buffer.from("\x7fELF\x02\x01"))) throw new Error("is no 64-bit ELF file");
  const headers = Number(file.readBigUInt64LE(32));
  const [headerBytes, count] = [file.readUInt16LE(54), file.readUInt16LE(56)];
  let loader = "no loader";
  for (let i = 0; i < count; i++) {
    const header = headers + i * headerBytes;
    if (file.readUInt32LE(header) !== loadInterpreter) continue;
    const offset = Number(file.readBigUInt64LE(header + 8));
    loader = file.toString("latin1", offset, file.indexOf(0, offset));
  }
  return `ELF ${architecture("elf", file.readUInt16LE(18))} for ${loader}`;
}

/** A program for the console, in the format of Windows. */
function describePe(file: Buffer): string {
  const header = file.readUInt32LE(0x3c);
  if (file.toString("latin1", 0, 2) !== "MZ" || file.toString("latin1", header, header + 4) !== "PE\0\0") {
    throw new Error("is no PE file");
  }
  if (file.readUInt16LE(header + 24 + 68) !== consoleProgram)
    throw new Error("is no program for the console");
  return `PE ${architecture("pe", file.readUInt16LE(header + 4))}`;
}

function describeMachO(file: Buffer): string {
  const { identifier, isAdHoc, pages, wrongPages, ...signature } = checkSignature(file);
  const problems = [...signature.problems];
  if (wrongPages.length > 0) problems.push(`${wrongPages.length} of ${pages} pages differ from it`);
  if (problems.length > 0) throw new Error(`its signature is wrong: ${problems.join(", ")}`);
  const signed = isAdHoc && identifier === "llama-nb" ? "signed ad hoc" : `signed as ${identifier}`;
  return `Mach-O ${readMachO(file).arch}, ${signed}`;
}

function architecture(format: "elf" | "pe", machine: number): string {
  const [name] = Object.entries(machines).find(([, each]) => each[format] === machine) ?? ["unknown"];
  return name;
}
