import { UserError } from "../common/errors.ts";
import { Interrupted } from "../engine/team/team.ts";

/** A network as a session needs it; `ParallelTransformer` is one. */
export interface Forward {
  /** Reads tokens at the positions from `position` on. @returns the logits [vocabulary], valid until the next call */
  forward(tokens: readonly number[], position: number, wantsLogits: boolean): Promise<Float32Array>;
  /** Makes a running `forward` reject with `Interrupted`. */
  interrupt(): void;
}

/** How to answer. */
export interface GenerateOptions {
  /** Most tokens to generate; as many as the context holds if left out. */
  readonly maxTokens?: number;
  readonly stopTokens: ReadonlySet<number>;
  /** Chooses the next token from the logits [vocabulary] and the tokens of prompt and answer so far. */
  readonly pick: (logits: Float32Array, history?: readonly number[]) => number;
  /** Changes the answer while it is generated, as `stopAtTexts` does. */
  readonly filter?: (steps: Steps) => AsyncGenerator<Step, Answer, undefined>;
  /** Stops the answer when it is aborted. */
  readonly signal?: AbortSignal;
  /** Called before each step with the number of tokens read so far and of all. */
  readonly onPrompt?: (read: number, total: number) => void;
}

/** Why an answer ended. */
export type StopReason = "stop_token" | "stop_text" | "max_tokens" | "context_full" | "interrupted";

/** A generated token, with the logits it was chosen from, which are valid until the next token is requested. */
export interface Step {
  readonly id: number;
  readonly logits: Float32Array;
  /** How much of its text belongs to the answer (UTF-16 units); all of it if left out. */
  readonly length?: number;
}

/** An answer while it is generated. What is passed to `next` ends it for that reason. */
export type Steps = AsyncGenerator<Step, Answer, "stop_text" | undefined>;

/** An answer in numbers. */
export interface Answer {
  readonly stopReason: StopReason;
  /** Tokens of the prompt that the network has read: all of them, unless the answer was interrupted before. */
  readonly promptTokens: number;
  /** Tokens of the whole prompt. */
  readonly promptLength: number;
  /** How many of the tokens that were read were in the cache already. */
  readonly reusedTokens: number;
  readonly generatedTokens: number;
  readonly promptSeconds: number;
  readonly decodeSeconds: number;
}

/**
 * The tokens that the network has read, and the answers that continue them. What a new prompt has in common with the tokens
 * read before, from the first one on, is not read again: in a chat, a turn costs only its own tokens.
 */
export class Session {
  /** The tokens whose keys and values are in the cache. */
  private readonly cached: number[] = [];

  /**
   * @param context the most tokens, prompt and answer together
   * @param batch the most tokens that go through the network at once
   */
  constructor(
    private readonly network: Forward,
    readonly context: number,
    private readonly batch: number,
  ) {}

  /**
   * Reads a prompt and yields the tokens that follow, one by one, without the one that ends the answer.
   * @throws UserError if the prompt does not fit the context
   */
  generate(prompt: readonly number[], options: GenerateOptions): AsyncGenerator<Step, Answer, undefined> {
    const steps = this.steps(prompt, options);
    return options.filter === undefined ? steps : options.filter(steps);
  }

  private async *steps(prompt: readonly number[], options: GenerateOptions): Steps {
    requireFit(prompt, this.context);
    const { maxTokens = Number.POSITIVE_INFINITY, stopTokens, pick, signal } = options;
    const reused = this.reuse(prompt);
    const started = performance.now();
    let promptEnded: number | undefined;
    let generated = 0;
    const answer = (stopReason: StopReason): Answer => ({
      stopReason,
      promptTokens: promptEnded === undefined ? this.cached.length : prompt.length,
      promptLength: prompt.length,
      reusedTokens: reused,
      generatedTokens: generated,
      promptSeconds: ((promptEnded ?? performance.now()) - started) / 1000,
      decodeSeconds: promptEnded === undefined ? 0 : (performance.now() - promptEnded) / 1000,
    });
    const interrupt = (): void => this.network.interrupt();
    signal?.addEventListener("abort", interrupt);
    try {
      let logits = await this.read(prompt.slice(reused), prompt.length, options);
      promptEnded = performance.now();
      for (;;) {
        if (signal?.aborted) return answer("interrupted");
        if (prompt.length + generated >= this.context) return answer("context_full");
        const id = pick(logits, this.cached);
        if (stopTokens.has(id)) return answer("stop_token");
        generated++;
        const end = yield { id, logits };
        if (end !== undefined) return answer(end);
        if (signal?.aborted) return answer("interrupted");
        if (generated >= maxTokens) return answer("max_tokens");
        if (prompt.length + generated >= this.context) return answer("context_full");
        logits = await this.read([id], prompt.length, options);
      }
    } catch (error) {
      if (error instanceof Interrupted) return answer("interrupted");
      throw error;
    } finally {
      signal?.removeEventListener("abort", interrupt);
    }
  }

  /** Drops what differs from a prompt. @returns how many of its tokens are left; its last one is always read again */
  private reuse(prompt: readonly number[]): number {
    const most = Math.min(this.cached.length, prompt.length - 1);
    let shared = 0;
    while (shared < most && this.cached[shared] === prompt[shared]) shared++;
    this.cached.length = Math.max(0, shared);
    return this.cached.length;
  }

  /** Reads tokens after those in the cache, batch by batch. @returns the logits after the last one */
  private async read(
    tokens: readonly number[],
    total: number,
    { onPrompt, signal }: GenerateOptions,
  ): Promise<Float32Array> {
    for (let from = 0; ; from += this.batch) {
      if (signal?.aborted) throw new Interrupted();
      const part = tokens.slice(from, from + this.batch);
      const isLast = from + this.batch >= tokens.length;
      onPrompt?.(this.cached.length, total);
      const logits = await this.network.forward(part, this.cached.length, isLast);
      this.cached.push(...part);
      if (isLast) return logits;
    }
  }
}

/** @throws UserError if a prompt has more tokens than the context holds */
export function requireFit(prompt: readonly number[], context: number): void {
  if (prompt.length <= context) return;
  throw new UserError(`the prompt has ${prompt.length} tokens, but the context holds ${context}`, 1, {
    remedy: "larger context",
  });
}
