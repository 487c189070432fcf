import { showForeign } from "../common/foreign-text.ts";
import type { Log } from "../terminal/log.ts";
import type { StatusLine } from "../terminal/status.ts";
import { bytesText, timeText } from "./amounts.ts";
import type { WantedFile } from "./choose-files.ts";

/** How often the line is drawn at a terminal, milliseconds. */
const interval = 100;
/** The time that the speed is measured over, seconds. */
const speedSpan = 10;
const barWidth = 16;

/** Shows how far a pull has come: at a terminal on one line that changes, elsewhere by lines now and then. */
export class Progress {
  /** Bytes of each file that have come so far. */
  private readonly done = new Map<string, number>();
  /** How many bytes had come when, over the last seconds. */
  private samples: { at: number; bytes: number }[] = [];
  private received = 0;
  private total = 0;
  private text: (() => string) | undefined;
  private lineAt = performance.now();
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly log: Log,
    private readonly status: StatusLine,
    /** Whether the status line is shown. */
    private readonly isLive: boolean,
    /** How often a line is written where it is not, seconds. */
    private readonly lineInterval = 30,
  ) {}

  /** Something is to be loaded. @param total bytes of all files */
  begin(total: number): void {
    this.total = total;
  }

  /** Whether there was something to load. */
  get hasBegun(): boolean {
    return this.total > 0;
  }

  /** Takes the line away. */
  end(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.text = undefined;
    this.status.clear();
  }

  /** Says something that stays. */
  say(line: string): void {
    this.status.clear();
    if (this.isLive) this.log.info(line);
    else this.log.notice(line);
  }

  /** Says what is waited for, as long as that is so; where there is no terminal the line stays. */
  waiting(line: string): void {
    if (this.isLive) this.show(() => line);
    else this.log.notice(line);
  }

  /** Says what is done now, at a terminal. */
  doing(line: string): void {
    if (this.isLive) this.show(() => line);
  }

  /** Says how far a file has come that is loaded. */
  loading(file: WantedFile, bytes: number): void {
    this.done.set(file.name, bytes);
    this.show(() => this.loadingText(file.name));
  }

  /** Says that a file is whole, where lines stay. */
  whole(file: WantedFile): void {
    this.done.set(file.name, file.size);
    if (this.isLive) return;
    this.lineAt = performance.now();
    this.log.notice(`${showForeign(file.name)}: ${bytesText(file.size)}, whole`);
  }

  /** Says how far a file has been read that is there already. */
  checking(file: WantedFile, bytes: number): void {
    const share = file.size === 0 ? 1 : bytes / file.size;
    this.show(() => `${showForeign(file.name)} is there: checking it, ${percent(share)}`);
  }

  /** Counts bytes that came over the network. */
  receive(bytes: number): void {
    this.received += bytes;
    const now = performance.now();
    const last = this.samples.at(-1);
    if (last !== undefined && now - last.at < interval) {
      last.bytes = this.received;
      return;
    }
    this.samples.push({ at: now, bytes: this.received });
    this.samples = this.samples.filter(({ at }) => now - at < 1000 * speedSpan);
  }

  /** Shows a text from now on. */
  private show(text: () => string): void {
    this.text = text;
    this.timer ??= setInterval(() => this.tick(), interval);
  }

  private tick(): void {
    if (this.text === undefined) return;
    this.status.show(this.text());
    const now = performance.now();
    if (this.isLive || now - this.lineAt < 1000 * this.lineInterval) return;
    this.lineAt = now;
    this.log.notice(this.text());
  }

  private loadingText(name: string): string {
    const done = [...this.done.values()].reduce((sum, bytes) => sum + bytes, 0);
    const share = this.total === 0 ? 1 : done / this.total;
    const full = Math.floor(share * barWidth);
    const bar = `${"█".repeat(full)}${"░".repeat(barWidth - full)} `;
    const speed = this.speed();
    const rest =
      speed === undefined ? [] : [`${bytesText(speed)}/s`, `${timeText((this.total - done) / speed)} left`];
    const figures = [
      `${this.isLive ? bar : ""}${percent(share)}`,
      `${bytesText(done)} of ${bytesText(this.total)}`,
      ...rest,
    ].join(" · ");
    const named = `${figures} · ${showForeign(name)}`;
    return this.isLive && named.length >= (process.stderr.columns ?? 80) ? figures : named;
  }

  /** Bytes a second in the last seconds; undefined if that cannot be said. */
  private speed(): number | undefined {
    const [first] = this.samples;
    if (first === undefined) return undefined;
    const seconds = (performance.now() - first.at) / 1000;
    const bytes = this.received - first.bytes;
    return seconds < 1 || bytes === 0 ? undefined : bytes / seconds;
  }
}

function percent(share: number): string {
  return `${Math.floor(100 * share)} %`;
}
