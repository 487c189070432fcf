import type { Plot } from "../plot.ts";

/** stories in which somebody needs help and gets it. */
export const helping: readonly Plot[] = [
  {
    topics: ["a {thing} in a tree", "a {thing}", "a tall tree"],
    draw: {
      thing: ["ball", "kite", "balloon", "hat", "plane", "scarf"],
      tool: ["a long stick", "a rope", "a ladder", "a broom"],
    },
    lines: `
      [One day|One morning|One afternoon|One fine day|One sunny day|One day], {hero} was playing with a {color} {thing} {at}. | One windy day, {hero} took {his} new {color} {thing} to {place}.
      The wind was strong, and the {thing} flew away. | Then the wind came and took the {thing}. | [Suddenly|All at once|Just then], the {thing} flew up, higher and higher. | {hero} let go of the {thing} for a moment, and away it went.
      The {thing} got stuck in a tall tree. | It landed in the top of a tall tree. | High up in a tree, the {thing} got stuck.
      {hero} jumped and jumped, but the tree was too tall. | {hero} tried to climb the tree, but {he} fell down. | {hero} tried to reach it with {tool}, but {he} was too small.
      ? "Please come down, {thing}," said {hero}. But the {thing} did not move.
      {hero} was sad and sat down under the tree. | "What can I do?" {hero} thought.
      Just then, {newhelper} came by. | Then {newhelper} came along. | {Newhelper} heard {hero} and came to look.
      "Can you help me, please?" asked {hero}. "My {thing} is in the tree." | "What is wrong?" asked {helper}. "My {thing} is stuck up there," said {hero}. | "Please help me," said {hero}. "I cannot reach my {thing}."
      "I have [an idea|a plan]," said {helper}. "Stand on my back!" | {Helper} smiled. "If we work together, we can do it," {he3} said. | {Helper} looked up. "That is high, but we are two," {he3} said.
      {hero} stood on the back of {helper} and reached as high as {he} could. | So {hero} climbed on the back of {helper}. Up and up {he} went. | {Helper} made {his3} back straight, and {hero} climbed up.
      And then {he} got the {thing}! | {hero} could just reach the {color} {thing}. "I have it!" {he} said. | {He} took the {thing} in {his} hand. It was not even broken.
      "[Thank you so much|Thank you|Thank you very much]," said {hero}. "Do you want to play with me?" | "Thank you," said {hero}. "Now we can play together."
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
      They played together every day. | Every day, the two friends played {at}. | The two friends shared everything.
      But one day, {name2} did not come. | One morning, {hero} waited {at}, but {name2} did not come. | But then came a day without {name2}.
      ? "Where is {name2}?" {hero} thought.
      {hero} went to the house of {name2} and knocked at the door. | So {hero} ran to the house of {name2}.
      {name2} was in bed. {He2} was sick. | "I am sick," said {name2}. "I have to stay in bed." | {name2} was pale and tired. "I am sick," {he2} said.
      "Poor {name2}!" said {hero}. "I will help you." | {hero} wanted to make {name2} feel better. | {hero} thought about what {he} could do.
      {hero} went home and made {gift}. | {hero} ran home and came back with {gift}. | A little later, {hero} came back with {gift}.
      {name2} smiled when {he2} saw {hero}. | "This is for you," said {hero}.
      ? Then {newhelper} came, too, and brought a soft pillow.
      Then {hero} sat down next to the bed and [told a funny story|sang a song|read a book]. | {hero} stayed and told {name2} a funny story.
      {name2} laughed and soon felt [much better|a little better]. | Every day, {name2} felt a little better.
      After a few days, {name2} was well again. | Three days later, {name2} got out of bed. {He2} was well again! | Then one morning, {name2} jumped out of bed and was well again.
      "Thank you, {hero}," said {name2}. "You are a true friend." | "You helped me so much," said {name2}, and {he2} hugged {hero}.
      Then they ran to {place} and played. | And the two friends played {at} again, just like before.`,
  },
  {
    topics: ["a {animal} in the mud", "a {animal} that is stuck", "friends who work together"],
    draw: {
      animal: ["cow", "sheep", "donkey", "horse", "goat", "pig"],
      hole: ["mud", "wet sand", "wet ground"],
    },
    lines: `
      [One day|One morning|One afternoon|One fine day|One sunny day|One day], after a lot of rain, {hero} [walked|went|ran] to {place}. | One wet morning, {hero} went for a walk {at}.
      There {he} heard a loud cry. "Help me!" | "Help! Help!" somebody called.
      It was a big {animal}. The {animal} was stuck in the {hole}. | A {animal} was stuck in the {hole} and could not get out. | There stood a big {animal} in the {hole} and could not move.
      "Do not worry," said {hero}. "I will pull you out." | {hero} wanted to help the poor {animal}. | "I am small, but I will try," said {hero}.
      {hero} took a rope and pulled and pulled, but the {animal} did not move. | {hero} pulled as hard as {he} could, but the {animal} was too heavy. | {hero} pulled at one leg, and then at the other, but nothing moved.
      "You are too heavy for me alone," said {hero}. | "I need help," {hero} thought.
      So {hero} called {his} friend {friend}. | {hero} ran and got {his} friend {friend}. | Just then, {friend} came along. "Can I help?" asked {friend}.
      {hero} and {friend} pulled together, but it was still too hard. | The two friends pulled the rope, but the {animal} was still stuck.
      Then {newhelper} came along. "Let me help you," said {helper}. | Then they saw {newhelper}. "Please help us!" called {friend}.
      {hero} pulled, {friend} pulled, and {helper} pulled, too. | Now all three of them pulled. "One, two, three!" said {hero}. | "All together now!" called {hero}, and they pulled as one.
      Pop! The {animal} came out of the {hole}. | And then, slowly, the {animal} came out. | There was a loud pop, and the {animal} was free.
      They all fell down and laughed. | They were all dirty, but they were [very|so] happy.
      "Thank you, my friends," said the {animal}. | "You saved me," said the {animal}. | The {animal} shook itself. "I will never forget this," it said.
      What one cannot do alone, friends can do together. | Then the {animal} carried them all home on its back. | {hero} smiled. It is good to have friends who help.`,
  },
  {
    topics: ["a {bird} in the rain", "a storm", "the rain", "a little {bird}"],
    draw: { bird: ["bird", "bee", "butterfly", "mouse", "squirrel", "owl"] },
    lines: `
      One evening, there was a big storm. | One night, it rained and rained. | It was a cold and windy evening.
      {hero} was at home and sat by the warm fire. | {hero} looked out of the window.
      Then there was a knock at the door. | [Suddenly|All at once|Just then], something tapped at the window. | Then {he} heard a [small|quiet|thin] voice outside.
      {hero} opened the door and saw a little {bird}. | It was a little {bird}. It was wet and cold. | On the step sat a little {bird}, wet from head to foot.
      "Please let me in," said the {bird}. "The storm took my home away." | "I have no home any more," said the {bird}. "The wind was too strong." | "I am so cold," said the {bird}. "The storm broke my little home."
      "Come in," said {hero}. "You can stay with me." | {hero} felt sorry for the {bird} and let it in at once. | "Quick, come to the fire," said {hero}.
      {hero} gave the {bird} some food and a warm place by the fire. | {hero} put a soft blanket around the little {bird}. | {hero} dried the little {bird} with a warm towel.
      ? "You are very kind," said the {bird}.
      Outside, the storm was loud, but inside it was warm. | They told each other stories until the storm was over. | They listened to the rain and fell asleep.
      The next morning, the sun was shining. There was a rainbow in the sky! | In the morning, the rain stopped and a rainbow came out. | When they woke up, the sky was blue, and there was a rainbow over {place}.
      "Now I will help you make a new home," said {hero}. | {hero} and the {bird} went outside and looked for a new home. | "Today we will make you a better home," said {hero}.
      Together they made a nice little house [in the old tree|in the garden|near the window]. | {hero} found a good dry place [in an old tree|in the garden], and they made a new home there.
      The little {bird} was [very|so] happy. | "Thank you, {hero}," said the {bird}. "Now we live next to each other."
      [From that day on|From then on|After that], the {bird} came to see {hero} every morning. | And every time it rained, {hero} and the {bird} sat by the fire together.`,
  },
  {
    topics: ["a {sad} {crown}", "a {crown}", "a {crown} who could not laugh"],
    draw: {
      "crown/he4/sad": ["king/he/sad", "queen/she/sad", "king/he/lonely", "queen/she/lonely"],
    },
    lines: `
      In that land, there was a {sad} {crown}. | In a castle nearby, there lived a {sad} {crown}.
      The {crown} had gold and a big castle, but {he4} never laughed. | The {crown} did not laugh and did not smile. | All day long, the {crown} looked out of the window and did not say a word.
      Many people came to the castle to make the {crown} laugh, but nobody could do it. | "Who can make me laugh?" said the {crown}. Nobody could.
      {hero} heard about it. "I will try," {he} said. | "I want to help," said {hero}, and {he} walked to the castle.
      ? {hero} was very nervous. The castle was so big!
      ? On the way, {hero} met {newhelper}. "Just be yourself," said {helper}.
      "What can you do?" asked the {crown}. | The {crown} looked at {hero}. "Well?" said the {crown}.
      {hero} told a joke, but the {crown} did not laugh. | First, {hero} told a funny story. The {crown} did not even smile. | {hero} sang a funny song. The {crown} only looked at {his} shoes.
      Then {hero} slipped and fell right into a big cake! | Then {hero} danced with a pot on {his} head. | So {hero} made a very, very funny face. | Then a little mouse ran up {hero}'s leg, and {hero} jumped high into the air.
      It was [very|so] quiet. And then the {crown} began to laugh! | The {crown} looked at {hero}, and then {he4} began to smile.
      The {crown} laughed and laughed, and the whole castle laughed, too. | Soon everybody in the castle was laughing. | It was the first laugh in that castle for ten years.
      "Thank you, {hero}," said the {crown}. "What do you want? Gold?" | "You can have all my gold," said the {crown}.
      "I do not need gold," said {hero}. "I would like to be your friend." | "No, thank you," said {hero}. "A friend is better than gold." | {hero} thought about it. "I would rather come and visit you again," {he} said.
      And so they became friends, and the {crown} was never {sad} again. | [From that day on|From then on|After that], {hero} came to the castle every week, and they laughed together.`,
  },
  {
    topics: ["a lighthouse", "a ship", "a storm at sea", "the sea"],
    draw: { loud: ["a bell", "a drum", "a horn"] },
    lines: `
      By the sea, there was an old lighthouse. {hero} helped there every evening. | {hero} often went to the old lighthouse by the sea.
      The light of the lighthouse showed the ships the way home. | The big light kept all the ships safe.
      One night, there was a storm, and the light went out. | One dark night, the light went out. | One stormy night, {hero} looked up, and the light was gone.
      "Oh no!" said {hero}. "There is a ship out there!" | {hero} looked out and saw a ship. It was coming too close to the rocks! | Out there, on the black water, was a ship, and nobody on it could see the rocks.
      "What can we do?" asked {friend}. | {friend} was there, too. "The ship will hit the rocks!" said {friend}.
      {hero} thought fast. "We need {loud}!" {he} said. | Then {hero} had an idea. {He} ran and got {loud}. | "If they cannot see, they have to hear," said {hero}, and {he} ran to get {loud}.
      {hero} made as much noise as {he} could. | {hero} and {friend} made a lot of noise with {loud}.
      ? Then {friend} made a big fire on the beach.
      The sailors heard it and turned the ship around. | On the ship, the sailors heard the noise. "Turn around!" they called.
      The ship was safe. | Slowly, the ship came to the land. Everybody was safe. | The ship came home, and nobody was hurt.
      In the morning, the captain came to thank {hero} and {friend}. | The captain shook the hand of {hero}. "You saved us all," he said.
      [From that day on|From then on|After that], {hero} and {friend} fixed the light together. | That evening, the light was shining again. | And the captain gave {hero} a little ship made of wood.`,
  },
];
