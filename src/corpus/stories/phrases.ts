import type { Slots } from "../template.ts";

/** A template with its line ends taken out. */
const lines = (text: string) => text.trim().replace(/\s*\n\s*/g, "");

const month = "[April|May|June|July|August|September]";
const weekday = "[Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday]";
const number = "[two|three|four|five|six|seven|eight|nine|ten|twelve|twenty]";
const hue = "[red|blue|green|yellow|orange|purple|white|black|brown|gray|pink|golden|silver]";
const food =
  "[soup|bread|rice|pizza|cake|cheese|honey|apples|cherries|nuts|pears|carrots|cookies|grapes|pumpkin soup|apple pie|tomatoes|bananas]";
const garment = "[coat|belt|bag|jacket|ribbon|shirt|sweater|cap]";
const pastime =
  "[read a book|look at the clouds|sit in the sun|listen to the wind|walk in the rain|count the birds|water the flowers|lie in the grass|draw with a stick|jump over stones|run around the house|play with a {hue} string|look for {hue} stones]";
const indoors =
  "[drink a cup of tea|tell jokes|look at old pictures|eat {food}|listen to music|sit by the fire|write letters|cook {food}|tell stories]";

/** Parts of sentences that any story may use, written anew at each place. */
export const phrases: Slots = {
  month,
  weekday,
  number,
  hue,
  food,
  garment,
  pastime,
  indoors,
  oneday: lines(`
    [one day|one day|one day|one [morning|afternoon|day] in {month}
    |one [fine|sunny|bright|warm|quiet|beautiful|fresh|nice] [day|morning|afternoon]
    |on a [fine|sunny|bright|warm|quiet] {weekday}|on {weekday}|one {weekday} [morning|afternoon|morning]]`),
  after: "[from that day on|from then on|after that|from that {weekday} on|from that [day|hour|moment] on]",
  suddenly: "[suddenly|all at once|just then|at that moment|after a [while|moment]|a moment later]",
  atlast: "[at last|in the end|finally|after a [long|short] time|after {number} [hours|minutes]]",
  soon: "[soon|after a while|a little later|before long|after {number} minutes]",
  everyday: "[every day|every morning|every {weekday}|day after day|again and again|{number} times a week]",
  very: "[very|so|really|very, very]",
  /** How persons speak, whatever they say. */
  how: "[|||{tone}|{tone}|{tone}| and looked [up|around|at the ground]| and took a deep breath]",
  tone: "[ softly| quietly| at once| in a [low|soft|clear|calm|gentle|quiet|small|warm|friendly] voice]",
  /** Who a hero is. */
  detail: lines(`
    [{hero} always wore a {hue} {garment}[| and a {hue} hat| with {number} {hue} buttons|, even in bed].
    |{hero} liked {food}, but {he} did not like {food} [very much|at all].
    |In the [morning|afternoon], {hero} liked to {pastime}, and in the evening, {he} liked to {indoors}.
    |On {weekday}, {hero} always went out to {pastime}.
    |{hero} had {number} [{hue} ][shells|buttons|stones|feathers|coins|pictures|leaves] in a [{hue}|small|little|big] box.
    |{His} bed was [{hue}|soft|small|big], and {his} [blanket|pillow|lamp|door|window] was {hue}.
    |{hero} knew {number} [songs|jokes|stories] and {number} [games|birds|flowers|trees].
    |On the wall of {his} room, there was a picture of [a {hue} ship|{number} {hue} birds|a {hue} flower|a mountain with {number} trees|a {hue} car].
    |[One day|Some day|Later], {hero} wanted to be a [painter|singer|cook|gardener|doctor|teacher|writer|captain][| with a {hue} {garment}].
    |Every {weekday}, {hero} ate [a plate of|a bowl of|some] {food}.
    |When it was [sunny|warm|cold|windy], {hero} liked to {pastime}.]`),
  /** What one sees outside by day. */
  sight: lines(`
    [a {hue} [butterfly|bird|leaf] flew over the [grass|water|flowers|trees|path|stones].
    |{number} [{hue}|little|small|tiny] [birds|bees|ladybugs|butterflies] sat [on a {hue} flower|in a tree|on a {hue} fence|on an old bench].
    |There was a smell of [{food}|flowers|rain|fresh grass|wet wood|roses] in the air.
    |On the [way|path], there were {number} {hue} [stones|flowers|leaves|feathers|mushrooms].
    |The [path|grass|ground] was [soft|dry|warm|green] and full of {hue} [stones|flowers|leaves].
    |Far away, somebody [sang|played] [a song|an old song|a happy song].
    |A {hue} [snail|beetle|ant|bee] sat on a {hue} [leaf|stone|flower].
    |Somewhere, a [bell rang|clock struck] {number} times.]`),
  /** How it is remembered. */
  later: lines(`
    [[Later|The next day|On {weekday}|Some days later|{number} days later], {hero} told {his} {family} [all about it|the whole story|everything about it][| over a [plate|bowl] of {food}| at the {hue} table].
    |{hero} [drew|painted] a picture of it with {number} colors[| and put it on the {hue} wall| and gave it to {his} {family}].
    |{hero} still [smiled|laughed] about it {number} [days|weeks|years] later.
    |And in the evening, they [all |]ate {food} together.
    |{hero} thought of it for {number} [days|weeks|years].
    |It was a [{weekday}|day] that {hero} never forgot.]`),
};
