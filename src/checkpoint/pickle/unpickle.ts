import type { ByteReader } from "../byte-reader.ts";
import { type Environment, Machine } from "./machine.ts";
import type { Value } from "./values.ts";

// The pickle of Llama 3.1 405B has about 50,000 instructions
const mostInstructions = 500_000;
/** Bytes of the longest pickle that is read. */
export const largestPickle = 64 * 2 ** 20;
const protocolOpcode = 0x80;
const stopOpcode = 0x2e;

/**
 * All instructions of this machine: those that PyTorch writes, and a few harmless ones. Only the last five reach the
 * environment. Python's pickletools.py describes each.
 */
const instructions: ReadonlyMap<number, (machine: Machine) => void> = new Map([
  [0x4e, (m) => m.push(null)], // NONE
  [0x88, (m) => m.push(true)], // NEWTRUE
  [0x89, (m) => m.push(false)], // NEWFALSE
  [0x4a, (m) => m.push(m.reader.view(4).getInt32(0, true))], // BININT
  [0x4b, (m) => m.push(m.reader.byte())], // BININT1
  [0x4d, (m) => m.push(m.reader.view(2).getUint16(0, true))], // BININT2
  [0x8a, (m) => m.push(m.integer(m.reader.byte()))], // LONG1
  [0x8b, (m) => m.push(m.integer(m.reader.view(4).getUint32(0, true)))], // LONG4
  [0x47, (m) => m.push(m.reader.view(8).getFloat64(0, false))], // BINFLOAT
  [0x8c, (m) => m.push(m.text(m.reader.byte()))], // SHORT_BINUNICODE
  [0x58, (m) => m.push(m.text(m.reader.view(4).getUint32(0, true)))], // BINUNICODE

  [0x29, (m) => m.push({ kind: "tuple", items: [] })], // EMPTY_TUPLE
  [0x85, (m) => m.push({ kind: "tuple", items: m.take(1) })], // TUPLE1
  [0x86, (m) => m.push({ kind: "tuple", items: m.take(2) })], // TUPLE2
  [0x87, (m) => m.push({ kind: "tuple", items: m.take(3) })], // TUPLE3
  [0x74, (m) => m.push({ kind: "tuple", items: m.takeToMark() })], // TUPLE
  [0x5d, (m) => m.push({ kind: "list", items: [] })], // EMPTY_LIST
  [0x61, (m) => m.append(m.take(1))], // APPEND
  [0x65, (m) => m.append(m.takeToMark())], // APPENDS
  [0x7d, (m) => m.push({ kind: "dictionary", entries: new Map() })], // EMPTY_DICT
  [0x73, (m) => m.setItems(m.take(2))], // SETITEM
  [0x75, (m) => m.setItems(m.takeToMark())], // SETITEMS

  [0x28, (m) => m.mark()], // MARK
  [0x71, (m) => m.memoize(m.reader.byte())], // BINPUT
  [0x72, (m) => m.memoize(m.reader.view(4).getUint32(0, true))], // LONG_BINPUT
  [0x94, (m) => m.memoize()], // MEMOIZE
  [0x68, (m) => m.recall(m.reader.byte())], // BINGET
  [0x6a, (m) => m.recall(m.reader.view(4).getUint32(0, true))], // LONG_BINGET
  [0x95, (m) => m.reader.bytes(8)], // FRAME, a hint how many bytes to read at once

  [0x63, (m) => m.find(m.line(), m.line())], // GLOBAL
  [0x93, (m) => m.findNamed()], // STACK_GLOBAL
  [0x52, (m) => m.call()], // REDUCE
  [0x51, (m) => m.load()], // BINPERSID
  [0x62, (m) => m.build()], // BUILD
]);

/**
 * Runs one pickle from its PROTO to its STOP and returns the value that it leaves on the stack. A pickle is a program for
 * a small stack machine. Values are only referred to, never copied or walked, so the memory they take is in proportion
 * to the pickle's own size.
 * @throws FileError
 */
export function unpickle(reader: ByteReader, environment: Environment): Value {
  const machine = new Machine(reader, environment);
  const start = reader.position;
  if (reader.byte() !== protocolOpcode) throw reader.problem("is not a pickle of protocol 2 or later");
  const protocol = reader.byte();
  if (protocol < 2 || protocol > 5) throw reader.problem(`is a pickle of the unknown protocol ${protocol}`);
  for (let count = 0; count < mostInstructions && reader.position - start <= largestPickle; count++) {
    const opcode = reader.byte();
    if (opcode === stopOpcode) return machine.result();
    const instruction = instructions.get(opcode);
    if (instruction === undefined) {
      const hex = opcode.toString(16).padStart(2, "0");
      throw reader.problem(`has the instruction 0x${hex}, which no checkpoint of Llama needs`);
    }
    instruction(machine);
  }
  throw reader.problem("is longer than the description of any model");
}
