import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadChat } from "../../../src/chat/saved-chat.ts";
import { readParams } from "../../../src/checkpoint/params.ts";
import { lazy } from "../../../src/common/lazy.ts";
import { modelConfig } from "../../../src/model/config.ts";
import { Tokenizer } from "../../../src/tokenizer/tokenizer.ts";
import type { Chance } from "./chance.ts";
import { mutateJson } from "./json-tree.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { require, type Target, target } from "./target.ts";

// Readers that take a path: each input is written to a file first

const fixtures = join(import.meta.dir, "../../../test/fixtures");
/** A folder of this process alone, in the one that the fuzzer makes and removes. */
const folder = lazy(() => mkdtempSync(join(process.env.LLAMA_NB_FUZZ_FOLDER ?? tmpdir(), "worker-")));

const paramFiles = ["tiny-llama", "formats"].map((name) =>
  JSON.parse(readFileSync(join(fixtures, name, "params.json"), "utf8")),
);
const llama31 = {
  ...{ dim: 4096, n_layers: 32, n_heads: 32, n_kv_heads: 8, vocab_size: 128256, multiple_of: 1024 },
  ...{
    ffn_dim_multiplier: 1.3,
    norm_eps: 1e-5,
    rope_theta: 500000,
    use_scaled_rope: true,
    max_seq_len: 8192,
  },
  ...{ rope_scaling_factor: 8, low_freq_factor: 1, original_context_length: 8192, vision_chunk_size: -1 },
};
const vocabulary = readFileSync(join(fixtures, "tiny-llama/tokenizer.model"), "latin1");
const savedChat = {
  version: 1,
  model: "tiny-llama",
  system: "You are a pirate",
  messages: [
    { role: "user", content: "Who are you?" },
    { role: "assistant", content: "Arr, 🏴\u200d☠️" },
    { role: "user", content: "" },
  ],
};

/** params.json, tokenizer.model and saved chats. */
export const fileTargets: readonly Target[] = [
  target("params.json", (chance) => mutateJson(chance.pick([...paramFiles, llama31]), chance), checkParams),
  target("tokenizer.model", (chance) => mutatedVocabulary(chance), checkTokenizer),
  target("saved chats", (chance) => mutateJson(savedChat, chance), checkChat),
];

function checkParams(text: string): void {
  writeFileSync(join(folder(), "params.json"), text);
  const config = modelConfig(readParams(folder()), 768);
  for (const [name, value] of Object.entries(config)) {
    const isNumber = typeof value === "number";
    require(!isNumber || (Number.isFinite(value) && value > 0), `${name} is ${value}`);
  }
}

function mutatedVocabulary(chance: Chance): Uint8Array {
  const lines = vocabulary.trimEnd().split("\n");
  for (let changes = chance.spread(1, 4); changes > 0; changes--) mutateLines(lines, chance);
  const bytes = Buffer.from(`${lines.join(chance.oneIn(10) ? "\r\n" : "\n")}\n`, "latin1");
  return chance.oneIn(4) ? mutateBytes(bytes, chance) : new Uint8Array(bytes);
}

function mutateLines(lines: string[], chance: Chance): void {
  const at = chance.below(lines.length);
  const [token = "", rank = ""] = (lines[at] ?? "").split(" ");
  switch (chance.below(8)) {
    case 0:
      lines.splice(at, chance.spread(1, 3));
      return;
    case 1:
      lines.splice(at, 0, lines[at] ?? "");
      return;
    case 2:
      lines.push(`${btoa(String.fromCharCode(...chance.bytes(chance.spread(1, 2000))))} ${lines.length}`);
      return;
    case 3:
      lines[at] = `${token} ${chance.pick([-1, 1.5, "", " 1", "1e3", Number(rank) + 1, chance.number()])}`;
      return;
    case 4:
      lines[at] = `${chance.pick(["====", "A", token.slice(1), `${token}=`, btoa("\0"), ""])} ${rank}`;
      return;
    case 5:
      lines[at] = "";
      return;
    case 6: // A whole other vocabulary from there on
      for (let i = at; i < lines.length; i++)
        lines[i] = `${btoa(String.fromCharCode(...chance.bytes(3)))} ${i}`;
      return;
    default:
      lines.length = at;
  }
}

const sample = "The wind turned 123 times, and it's 😀 über 日本語!\n";

function checkTokenizer(bytes: Uint8Array): void {
  const path = join(folder(), "tokenizer.model");
  writeFileSync(path, bytes);
  const tokenizer = Tokenizer.load(path);
  require(tokenizer.decode(tokenizer.encode(sample)) === sample, "a text does not survive");
}

async function checkChat(text: string): Promise<void> {
  const path = join(folder(), "chat.json");
  writeFileSync(path, text);
  const { system, turns } = await loadChat(path);
  require(system === undefined || typeof system === "string", "the system prompt is not text");
  for (const { role, content } of turns) {
    require(["user", "assistant"].includes(role) && typeof content === "string", "a message is not one");
  }
}
