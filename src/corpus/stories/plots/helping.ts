import type { Plot } from "../plot.ts";

/** Stories in which somebody needs help and gets it. */
export const helping: readonly Plot[] = [
  {
    topics: ["a {thing} in a tree", "a {thing}", "a tall tree"],
    draw: {
      thing: ["ball", "kite", "balloon", "hat", "plane", "scarf"],
      tool: ["a long stick", "a rope", "a ladder", "a broom"],
    },
    lines: `
      {oneday}, {hero} was playing with a {color} {thing} {at}. | One windy day, {hero} took {his} new {color} {thing} to {place}.
      ? {sight}
      The wind was strong, and the {thing} flew away, over {number} [{hue} |][fences|trees|roofs]. | Then the wind came and took the {thing}. | {suddenly}, the {thing} flew up, higher and higher. | {hero} let go of the {thing} for a moment, and away it went.
      The {thing} got stuck in a tall tree. | It landed in the top of a tall tree with {hue} [flowers|leaves|apples]. | High up in a {hue} tree, the {thing} got stuck.
      {hero} jumped and jumped, but the tree was too tall. | {hero} tried to climb the tree, but {he} fell down. | {hero} tried to reach it with {tool}, but {he} was too small.
      ? "Please come down, {thing}," said {hero}{how}. But the {thing} did not move.
      {hero} was sad and sat down under the tree for {number} minutes. | "What can I do?" {hero} thought.
      Just then, {newhelper} came by. | Then {newhelper} came along. | {Newhelper} heard {hero} and came to look.
      "Can you help me, please?" asked {hero}{how}. "My {thing} is in the tree." | "What is wrong?" asked {helper}{how}. "My {thing} is stuck up there," said {hero}{how}. | "Please help me," said {hero}{how}. "I cannot reach my {thing}."
      "I have [an idea|a plan]," said {helper}{how}. "Stand on my back!" | {Helper} smiled. "If we work together, we can do it," {he3} said{how}. | {Helper} looked up. "That is high, but we are two," {he3} said{how}.
      {hero} stood on the back of {helper} and reached as high as {he} could. | So {hero} climbed on the back of {helper}. Up and up {he} went. | {Helper} made {his3} back straight, and {hero} climbed up.
      And then {he} got the {thing}! | {hero} could just reach the {color} {thing}. "I have it!" {he} said{how}. | {He} took the {thing} in {his} hand. It was not even broken.
      "[Thank you so much|Thank you|Thank you very much]," said {hero}{how}. "Do you want to play with me?" | "Thank you," said {hero}{how}. "Now we can play together."
      They played with the {color} {thing} until the sun went down. | {hero} and {helper} played all day and were friends from then on. | And the next time the {thing} got stuck, {hero} knew what to do.`,
  },
  {
    isOnlyFirst: true,
    topics: ["a sick friend", "{name2}", "{gift}", "a good friend"],
    draw: {
      gift: [
        "a warm soup",
        "a pot of soup",
        "a basket of fruit",
        "a cup of hot tea",
        "a jar of honey",
        "a bunch of flowers",
      ],
    },
    lines: `
      {hero} had a good friend named {name2}. | {name2} was the best friend of {hero}.
      They played together {everyday}. | Every day, the two friends played {at}. | The two friends shared everything.
      But one day, {name2} did not come. | One morning, {hero} waited {at}, but {name2} did not come. | But then came a day without {name2}.
      ? "Where is {name2}?" {hero} thought.
      {hero} went to the house of {name2} and knocked at the door. | So {hero} ran to the house of {name2}.
      {name2} was in bed. {He2} was sick. | "I am sick," said {name2}{how}. "I have to stay in bed." | {name2} was pale and tired. "I am sick," {he2} said{how}.
      "Poor {name2}!" said {hero}{how}. "I will help you[|, right now|, of course|, and we will be quick]." | {hero} wanted to make {name2} feel better. | {hero} thought about what {he} could do.
      {hero} went home and made {gift}. | {hero} ran home and came back with {gift}. | A little later, {hero} came back with {gift}.
      {name2} smiled when {he2} saw {hero}. | "This is for you," said {hero}{how}.
      ? Then {newhelper} came, too, and brought a soft pillow.
      Then {hero} sat down next to the bed and [told a funny story|sang a song|read a book]. | {hero} stayed and told {name2} a funny story.
      {name2} laughed and soon felt [much better|a little better]. | {Everyday}, {name2} felt a little better and [ate|asked for] [some|a bowl of|a bit of] {food}.
      After a few days, {name2} was well again. | Three days later, {name2} got out of bed. {He2} was well again! | Then one morning, {name2} jumped out of bed and was well again.
      "Thank you, {hero}," said {name2}{how}. "You are a true friend." | "You helped me so much," said {name2}, and {he2} hugged {hero}.
      Then they ran to {place} and played. | And the two friends played {at} again, just like before.`,
  },
  {
    topics: ["a {animal} in the mud", "a {animal} that is stuck", "friends who work together"],
    draw: {
      animal: ["cow", "sheep", "donkey", "horse", "goat", "pig"],
      hole: ["mud", "wet sand", "wet ground"],
    },
    lines: `
      {oneday}, after a lot of rain, {hero} [walked|went|ran] to {place}. | One wet morning, {hero} went for a walk {at}.
      ? {sight}
      There {he} heard a loud cry. "Help me!" | "Help! Help!" somebody called {number} times.
      It was a big {animal}. The {animal} was stuck in the {hole}. | A {animal} was stuck in the {hole} and could not get out. | There stood a big {animal} in the {hole} and could not move.
      "Do not worry," said {hero}{how}. "I will pull you out." | {hero} wanted to help the poor {animal}. | "I am small, but I will try," said {hero}{how}.
      {hero} took a [long|strong|thick] {hue} rope and pulled {number} times, but the {animal} did not move. | {hero} pulled {number} times as hard as {he} could, but the {animal} was too heavy. | {hero} pulled at one leg, and then at the other, but nothing moved.
      "You are too heavy for me alone," said {hero}{how}. | "I need help," {hero} thought.
      So {hero} called {his} friend {friend}. | {hero} ran and got {his} friend {friend}. | Just then, {friend} came along. "Can I help?" asked {friend}{how}.
      {hero} and {friend} pulled together, but it was still too hard. | The two friends pulled the {hue} rope {number} times, but the {animal} was still stuck.
      Then {newhelper} came along. "Let me help you," said {helper}{how}. | Then they saw {newhelper}. "Please help us!" called {friend}.
      {hero} pulled, {friend} pulled, and {helper} pulled, too. | Now all three of them pulled. "One, two, three!" said {hero}{how}. | "All together now!" called {hero}, and they pulled as one.
      Pop! The {animal} came out of the {hole}. | And then, slowly, the {animal} came out. | There was a loud pop, and the {animal} was free.
      They all fell down and laughed for {number} minutes. | They were all dirty from [head|nose] to foot, but they were {very} happy and [ate|wanted] {food}.
      "Thank you, my friends," said the {animal}{tone}. | "You saved me," said the {animal}{tone}. | The {animal} shook itself. "I will never forget this," it said.
      What one cannot do alone, [two|three|friends|good friends] can do together. | Then the {animal} carried them all home on its back. | {hero} smiled. It is good to have friends who help.`,
  },
  {
    topics: ["a {bird} in the rain", "a storm", "the rain", "a little {bird}"],
    draw: { bird: ["bird", "bee", "butterfly", "mouse", "squirrel", "owl"] },
    lines: `
      One [{weekday} |]evening[| in {month}], there was a [big|loud|wild|bad] storm. | One [{weekday} |]night[| in {month}], it rained for {number} hours. | It was a cold and windy evening in {month}.
      {hero} was at home and sat by the warm fire with a {hue} cup of tea. | {hero} ate {food} and looked out of the {hue} window.
      Then there was a knock at the door. | {suddenly}, something tapped at the window. | Then {he} heard a [small|quiet|thin] voice outside.
      {hero} opened the door and saw a little {bird}. | It was a little {bird}. It was wet and cold. | On the step sat a little {bird}, wet from head to foot.
      "Please let me in," said the {bird}{tone}. "The storm took my home away." | "I have no home any more," said the {bird}{tone}. "The wind was too strong." | "I am so cold," said the {bird}{tone}. "The storm broke my little home."
      "Come in," said {hero}{how}. "You can stay with me." | {hero} felt sorry for the {bird} and let it in at once. | "Quick, come to the fire," said {hero}{how}.
      {hero} gave the {bird} some food and a warm place by the fire. | {hero} put a soft blanket around the little {bird}. | {hero} dried the little {bird} with a warm towel.
      ? "You are very kind," said the {bird}{tone}.
      Outside, the storm was loud, but inside it was warm. | They told each other {number} [stories|jokes|old stories] until the storm was over. | They listened to the rain, ate {food} and fell asleep.
      The next morning, the sun was shining. There was a rainbow in the sky! | In the morning, the rain stopped and a rainbow came out. | When they woke up, the sky was blue, and there was a rainbow over {place}.
      "Now I will help you make a new home," said {hero}{how}. | {hero} and the {bird} went outside and looked for a new home. | "Today we will make you a better home," said {hero}{how}.
      Together they made a nice little house [in the old tree|in the garden|near the window]. | {hero} found a good dry place for a {hue} house [in an old tree|in the garden], and they made a new home there.
      The little {bird} was {very} happy. | "Thank you, {hero}," said the {bird}{tone}. "Now we live next to each other."
      {after}, the {bird} came to see {hero} every morning. | And every time it rained, {hero} and the {bird} sat by the fire together.`,
  },
  {
    topics: ["a {sad} {crown}", "a {crown}", "a {crown} who could not laugh"],
    draw: {
      "crown/he4/sad": ["king/he/sad", "queen/she/sad", "king/he/lonely", "queen/she/lonely"],
    },
    lines: `
      In that land, there was a {sad} {crown}. | In a castle nearby, there lived a {sad} {crown}.
      The {crown} had gold and a big castle, but {he4} never laughed. | The {crown} did not laugh and did not smile. | All day long, the {crown} looked out of the window and did not say a word.
      {Number} [singers|cooks|painters|teachers|sailors|wizards] came to the castle to make the {crown} laugh, but nobody could do it. | "Who can make me laugh?" said the {crown}{tone}. Nobody could.
      {hero} heard about it. "I will try," {he} said{how}. | "I want to help," said {hero}, and {he} walked to the castle.
      ? {hero} was very nervous. The castle was so big!
      ? {sight}
      ? On the way, {hero} met {newhelper}. "Just be yourself," said {helper}{how}.
      "What can you do?" asked the {crown}{tone}. | The {crown} looked at {hero}. "Well?" said the {crown}{tone}.
      {hero} told a joke, but the {crown} did not laugh. | First, {hero} told a funny story. The {crown} did not even smile. | {hero} sang a funny song. The {crown} only looked at {his} shoes.
      Then {hero} slipped and fell right into a big cake! | Then {hero} danced with a pot on {his} head. | So {hero} made a very, very funny face. | Then a little mouse ran up {hero}'s leg, and {hero} jumped high into the air.
      It was {very} quiet. And then the {crown} began to laugh! | The {crown} looked at {hero}, and then {he4} began to smile.
      The {crown} laughed and laughed, and the whole castle laughed, too. | Soon everybody in the castle was laughing. | It was the first laugh in that castle for ten years.
      "Thank you, {hero}," said the {crown}{tone}. "What do you want? Gold?" | "You can have all my gold," said the {crown}{tone}.
      "I do not need gold," said {hero}{how}. "I would like to be your friend." | "No, thank you," said {hero}{how}. "A friend is better than gold." | {hero} thought about it. "I would rather come and visit you again," {he} said{how}.
      And so they became friends, and the {crown} was never {sad} again. | {after}, {hero} came to the castle every week, and they laughed together.`,
  },
  {
    topics: ["a lighthouse", "a ship", "a storm at sea", "the sea"],
    draw: { loud: ["a bell", "a drum", "a horn"] },
    lines: `
      By the sea, there was an old lighthouse with {number} [steps|windows|rooms] and a {hue} [door|roof]. {hero} helped there every evening. | {Everyday}, {hero} went to the old {hue} lighthouse by the sea.
      The light of the lighthouse showed {number} ships the way home every [night|week|day]. | The big {hue} light kept all the ships safe, [big ones and small ones|near and far|in the wind and in the rain|even in {month}].
      One {weekday}, [late at night|at night], there was a [big|bad|loud] storm, and the light went out. | One dark night [in {month}|at {number} o'clock], the light went out. | One stormy night, {hero} looked up, and the light was gone.
      "Oh no!" said {hero}{how}. "There is a ship out there!" | {hero} looked out and saw a ship. It was [coming|only {number} meters away from|getting too close to] the rocks! | Out there, on the black water, was a ship, and nobody on it could see the rocks.
      "What can we do?" asked {friend}{how}. | {friend} was there, too. "The ship will hit the rocks!" said {friend}{how}.
      {hero} thought fast. "We need {loud}!" {he} said{how}. | Then {hero} had [an idea|a good idea|a plan]. {He} ran [as fast as {he} could|up {number} steps|to the {hue} house] and got {loud}. | "If they cannot see, they have to hear," said {hero}, and {he} ran to get {loud}.
      {hero} made as much noise as {he} could. | {hero} and {friend} made a lot of noise with {loud}.
      ? Then {friend} made [a big fire|a fire as high as a house|{number} big fires|{number} little fires] on the beach.
      The sailors heard it and turned the {hue} ship around. | On the ship, {number} sailors heard the noise. "Turn around!" they called.
      The ship with its {number} sailors was safe. | Slowly, the ship came to the land. Everybody was safe. | The ship came home, and nobody was hurt.
      In the morning, the captain came to thank {hero} and {friend}. | The captain shook the hand of {hero}. "You saved {number} sailors," he said{tone}.
      {after}, {hero} and {friend} fixed the light together. | {Soon}, the light was shining again, [bright and {hue}|as bright as the moon|brighter than before|as warm as a fire]. | And the captain gave {hero} a little ship made of wood.`,
  },
];
