import type { Choices, Reply } from "../terminal/ask.ts";
import { cutToCells } from "../terminal/glyphs.ts";
import type { Key } from "../terminal/key-decoder.ts";
import type { Log } from "../terminal/log.ts";

/** A line of the menu. */
export interface MenuItem {
  /** One word for what happens. */
  readonly kind: string;
  /** What is said. Each part has a row of its own if the screen is too narrow for all in one. */
  readonly parts: readonly string[];
}

/** What a person typed at the menu: the number of an item, or what else they want. */
export type Choice = number | "list" | "leave" | "unknown";

const leaving = /^(q|quit|exit|bye|\/quit|\/exit|\/bye)$/i;

/** The menu on the screen: a list above the question, or only the question, followed by the chosen item. */
export class MenuPage implements Choices {
  /** Whether the arrow keys chose the number, so that a digit takes its place. */
  private isStepped = false;

  /**
   * @param items numbered from 0, at most ten
   * @param isList whether the list is shown
   */
  constructor(
    private readonly items: readonly MenuItem[],
    private readonly colors: Log["colors"],
    private readonly isList: boolean,
  ) {}

  /** @param isLive whether the arrow keys work */
  question(isLive: boolean): string {
    const range = `Choose 0 to ${this.items.length - 1}`;
    if (!this.isList) return `${range} (? lists them, q leaves): `;
    return isLive ? `${range}, or ↑ ↓ and Enter; q leaves: ` : `${range}; q leaves: `;
  }

  /** What a text asks for. */
  choice(text: string): Choice {
    const trimmed = text.trim();
    if (trimmed === "" || trimmed === "?" || trimmed === "/?" || trimmed === "/help") return "list";
    if (leaving.test(trimmed)) return "leave";
    return this.number(trimmed) ?? "unknown";
  }

  rows(text: string, width: number): string[] {
    if (!this.isList) return [];
    const chosen = this.number(text);
    return this.items.flatMap((item, index) => this.itemRows(item, index, index === chosen, width));
  }

  hint(text: string): string {
    const number = this.isList ? undefined : this.number(text);
    return number === undefined ? "" : `${this.items[number].kind} ${this.items[number].parts.join(" / ")}`;
  }

  press({ name, text: typed = "" }: Key, text: string): Reply | { replace: string } | undefined {
    const isStepped = this.isStepped;
    this.isStepped = false;
    switch (name) {
      case "up":
      case "down":
      case "ctrl-p":
      case "ctrl-n":
        this.isStepped = true;
        return { replace: this.step(text, name === "up" || name === "ctrl-p" ? -1 : 1) };
      case "ctrl-c":
        return { leave: "interrupt" };
      case "ctrl-d":
      case "escape":
        return { leave: "end" };
      case "text":
        if (typed === "q" || typed === "Q") return { leave: "end" };
        if (typed === "?") return { text: typed };
        return isStepped ? { replace: typed } : undefined;
      default:
        return undefined;
    }
  }

  private number(text: string): number | undefined {
    const trimmed = text.trim();
    return /^\d$/.test(trimmed) && Number(trimmed) < this.items.length ? Number(trimmed) : undefined;
  }

  private step(text: string, by: 1 | -1): string {
    const count = this.items.length;
    const from = this.number(text) ?? (by > 0 ? -1 : count);
    return String((from + by + count) % count);
  }

  private itemRows({ kind, parts }: MenuItem, index: number, isChosen: boolean, width: number): string[] {
    const { colors } = this;
    const indent = 15;
    const whole = parts.join(" / ");
    const room = Math.max(1, width - indent);
    const texts = (whole.length <= room ? [whole] : parts).map((text) => {
      const shown = cutToCells(text, room);
      return isChosen ? colors.bold(shown) : shown;
    });
    const mark = isChosen ? colors.cyan("›") : " ";
    const start = `${mark} ${colors.cyan(String(index))}  ${colors.dim(kind.padEnd(8))}  `;
    return texts.map((text, at) => (at === 0 ? start : " ".repeat(indent)) + text);
  }
}
