import type { Choices } from "../terminal/ask.ts";
import type { Log } from "../terminal/log.ts";
import { isLiveTerminal } from "../terminal/status.ts";

/** A line of the menu. */
export interface MenuItem {
  /** One word for what happens. */
  readonly kind: string;
  /** What is said; the parts come each on a row of its own where the screen is too narrow for one. */
  readonly parts: readonly string[];
}

/** The menu on the screen: what is typed below it chooses, and the arrow keys change that. */
export class MenuPage implements Choices {
  private chosen: number | undefined;
  /** Columns of the screen when it was printed. */
  private width = 0;

  /** @param items numbered from 0, at most ten */
  constructor(
    private readonly items: readonly MenuItem[],
    private readonly colors: Log["colors"],
  ) {}

  print(): void {
    this.chosen = undefined;
    this.width = columns();
    const rows = this.items.flatMap((_, index) => this.rows(index));
    process.stderr.write(`\n${rows.join("\n")}\n`);
  }

  /** The number of the item that a text chooses. */
  choice(text: string): number | undefined {
    const trimmed = text.trim();
    return /^\d$/.test(trimmed) && Number(trimmed) < this.items.length ? Number(trimmed) : undefined;
  }

  step(text: string, by: 1 | -1): string {
    const count = this.items.length;
    const from = this.choice(text) ?? (by > 0 ? -1 : count);
    return String((from + by + count) % count);
  }

  follow(text: string, row: number): boolean {
    const choice = this.choice(text);
    if (choice === this.chosen) return false;
    const isMoved = this.width !== columns();
    // Where the rows are now that the window has another width, the terminal alone knows
    if (isMoved) this.print();
    const before = this.chosen;
    this.chosen = choice;
    for (const index of [before, choice]) {
      if (index !== undefined) this.draw(index, isMoved ? 0 : row);
    }
    return isMoved;
  }

  /** Writes an item anew where it stands, unless that has left the screen. */
  private draw(index: number, row: number): void {
    const up = row + this.items.slice(index).flatMap((_, after) => this.rows(index + after)).length;
    if (up >= (process.stderr.rows ?? 24)) return;
    process.stderr.write(`\x1b7\r\x1b[${up}A${this.rows(index).join("\n")}\x1b8`);
  }

  private rows(index: number): string[] {
    const { kind, parts } = this.items[index];
    const { colors } = this;
    const isChosen = index === this.chosen;
    const indent = 15;
    const room = this.width - 1 - indent;
    const whole = parts.join(" / ");
    const texts = (whole.length <= room ? [whole] : parts).map((text) => {
      const shown = text.length > room ? `${text.slice(0, Math.max(0, room - 1))}…` : text;
      return isChosen ? colors.bold(shown) : shown;
    });
    const mark = isChosen ? colors.cyan("›") : " ";
    const start = `${mark} ${colors.cyan(String(index))}  ${colors.dim(kind.padEnd(8))}  `;
    return texts.map((text, at) => (at === 0 ? start : " ".repeat(indent)) + text);
  }
}

/** What the menu's question says about choosing. */
export function howToChoose(last: number): string {
  return isLiveTerminal() ? `Choose 0 to ${last}, or ↑ ↓ and Enter: ` : `Choose 0 to ${last}: `;
}

function columns(): number {
  return process.stderr.columns || 80;
}
