import type { Plot } from "../plot.ts";

/** stories about friends and days to remember. */
export const friendship: readonly Plot[] = [
  {
    isOnlyFirst: true,
    topics: ["a new friend", "somebody who was lonely", "friends", "two friends"],
    draw: {
      game: ["ball", "hide and seek", "chess", "cards", "music"],
      gift: ["a shell", "a small stone", "an apple", "a flower", "a blue feather"],
    },
    lines: `
      {hero} was new in that place and did not know anybody. | {hero} had no friends and felt lonely.
      Every day, {he} sat alone {at}. | {He} often sat alone {at} and looked at the clouds.
      ? "I wish I had a friend," said {hero}.
      [One day|One morning|One afternoon|One fine day|One sunny day|One day], {hero} saw a {friendkind} {at}. | [One day|One morning|One afternoon|One fine day|One sunny day|One day], a {friendkind} came along.
      {hero} was shy and hid behind a tree. | {hero} wanted to say hello, but {he} was too shy.
      But the {friendkind} had seen {him}. "Hello! I am {name2}," said the {friendkind}. "What is your name?" | The {friendkind} smiled. "My name is {name2}. Who are you?"
      "My name is {hero}," {he} said [in a small voice|softly|quietly]. | "I am {hero}," said {hero}, and {he} smiled a little.
      "Do you want to play {game} with me?" asked {name2}. | "I like to play {game}," said {name2}. "But it is no fun alone."
      "Yes, I would love to!" said {hero}. | "I like to play {game}, too!" said {hero}.
      They played {game} all afternoon and laughed a lot. | So {hero} and {name2} played {game} until it was dark.
      Before {name2} went home, {he2} gave {hero} {gift}. | {name2} gave {hero} {gift}. "So that you do not forget me," {he2} said.
      "See you tomorrow!" said {name2}. | "Will you come back tomorrow?" asked {hero}. "Of course," said {name2}.
      [The next day|The next morning], {name2} was there again, and the day after that, too. | {hero} ran all the way home. {He} had a friend!
      {hero} was not lonely any more. | And from that day on, {hero} and {name2} were best friends.`,
  },
  {
    topics: ["a birthday", "a birthday party", "a surprise", "a cake"],
    draw: {
      gift: ["kite", "drum", "book about the stars", "warm scarf", "little boat", "paint box"],
      cake: ["chocolate", "apple", "carrot", "honey", "cherry"],
    },
    lines: `
      It was {hero}'s birthday. | One morning, {hero} woke up early. It was {his} birthday!
      {He} ran outside to meet {his} friends. | {hero} was very excited and jumped out of bed.
      But nobody said anything. | But the house was empty, and there was no cake.
      {hero} saw {friend}, but {friend} had no time. "I have to go," {he2} said. | First, {he} met {friend}. "I am very busy today," said {friend} and ran away.
      Then {he} met {newhelper}, but {helper} was in a hurry, too. | Even {newhelper} only said hello and went on.
      "They all forgot my birthday," thought {hero}. | {hero} was sad. Did nobody remember?
      {hero} [walked|went|ran] to {place} and sat down alone. | In the evening, {hero} went home. {He} was ready to cry.
      ? It was [very|so] quiet {at}.
      Then {he} heard a sound. What was that? | But then {he} saw a light.
      "Surprise!" called {friend} and {helper}. | [Suddenly|All at once|Just then], everybody jumped out. "Happy birthday, {hero}!" they called.
      They had a big {cake} cake, and they sang a song. | There was a {cake} cake, and there were balloons everywhere.
      {friend} gave {hero} a {gift}. | "This is for you," said {friend}. It was a {gift}.
      "I thought you forgot me," said {hero}. "We could never forget you," said {friend}. | "You did not forget!" said {hero}, and {he} laughed and cried at the same time.
      They ate cake and danced until the moon came up. | It was the best birthday of all.`,
  },
  {
    topics: ["a snowman", "the snow", "winter", "a cold day"],
    draw: {
      nose: ["carrot", "red apple", "small potato"],
      gift: ["scarf", "hat"],
    },
    lines: `
      It was winter, and everything was white. | One winter morning, there was snow everywhere.
      {hero} and {his} friend {friend} ran outside. | "Snow! Snow!" called {hero}, and {he} ran to get {friend}.
      They wanted to make a snowman {at}. | "Let us make a snowman!" said {friend}.
      They made a big ball of snow, and then a smaller one. | {hero} made the body, and {friend} made the head.
      {hero} gave the snowman a {nose} for a nose. | For the nose, they took a {nose}.
      "He looks cold," said {hero}. {He} took {his} {color} {gift} and put it on the snowman. | Then {hero} gave the snowman {his} own {color} {gift}.
      ? "Now you will be cold," said {friend}. "I have a warm heart," said {hero}.
      "Thank you," said a deep voice. The snowman could speak! | [Suddenly|All at once|Just then], the snowman smiled. "Thank you for the {gift}," he said.
      {hero} and {friend} could [hardly|not] believe it. | The two friends were very surprised.
      They danced and played with the snowman all winter. | Every day, they came to play with the snowman.
      But then the sun became warm. "I have to go now," said the snowman. | In spring, the snow began to melt. "It is time for me to go," said the snowman.
      {hero} was sad. "Will you come back?" {he} asked. | "Please stay!" said {hero}.
      "I will come back with the first snow," said the snowman. | "Do not be sad," said the snowman. "I will see you next winter."
      [The next day|The next morning], only the {nose} and the {color} {gift} were there. | [Soon|After a while], there was only water, and the {color} {gift} lay in the grass.
      {hero} kept the {gift} and waited for the first snow. | And the next winter, when the first snow fell, {hero} and {friend} ran outside again.`,
  },
  {
    topics: ["baking {bread}", "a {bread}", "something good to eat"],
    draw: {
      bread: ["cake", "pie", "pizza", "loaf of bread", "big cookie"],
      "missing/other": ["milk/eggs", "eggs/sugar", "flour/milk", "sugar/butter", "butter/honey"],
    },
    lines: `
      [One day|One morning|One afternoon|One fine day|One sunny day|One day], {hero} wanted to make a {bread}. | One rainy day, {hero} was hungry. "I will make a {bread}," {he} said.
      {hero} looked into the kitchen, but {he} could not find any {missing}. | But {hero} had no {missing} and no {other}.
      "I cannot make a {bread} without {missing}," {he} said. | "What can I do without {missing}?" {hero} thought.
      So {hero} went to {his} friend {friend}. "Do you have some {missing}?" {he} asked. | {hero} knocked at the door of {friend}. "I need some {missing}," {he} said.
      "Yes," said {friend}. "You can have my {missing}. May I help you?" | {friend} had some {missing}. "Here you are," {he2} said. "But may I help you, please?"
      ? Then they needed some {other}, too. {Newhelper} had some.
      {hero} and {friend} put everything into a big bowl. | Together, {hero} and {friend} mixed it all in a big bowl.
      [Soon|After a while], there was flour on their noses, and they laughed. | {friend} had flour on {his2} nose, and {hero} laughed.
      They put the {bread} into the oven and waited. | Then the {bread} went into the hot oven.
      It smelled so good that everybody came. | The whole house smelled good.
      [At last|In the end|Finally], the {bread} was ready. | "It is ready!" called {hero}.
      {hero} gave the first piece to {friend}. | They cut the {bread} into many pieces, one for everybody.
      "It is the best {bread} in the world," said {friend}. | "This is so good," said {friend}. "Let us do it again tomorrow."
      {hero} smiled. Things taste better when you share them. | They ate it all, and they were happy and full.`,
  },
  {
    topics: ["somebody who was hungry", "a hungry {animal}", "a kind heart", "a piece of {food}"],
    draw: {
      animal: ["bird", "cat", "dog", "rabbit", "fox", "mouse", "deer"],
      food: ["bread", "cheese", "cake", "pie"],
    },
    lines: `
      One cold day, {hero} had only a little bit of {food}. | {hero} was on the way to {place} with a small piece of {food}.
      {He} was [very|so|really] hungry and wanted to eat it. | {hero} sat down to eat the {food}.
      Then a thin {animal} came. | There, next to the path, sat a thin little {animal}.
      "I have not eaten for two days," said the {animal}. | "I am so hungry," said the {animal} [in a small voice|softly|quietly].
      {hero} looked at the {food}. It was not much. | {hero} was hungry, too. But {he} felt sorry for the {animal}.
      "Here," said {hero}. "You can have half of it." | {hero} broke the {food} in two and gave the bigger piece to the {animal}.
      "Thank you," said the {animal}. "I will not forget this." | The {animal} ate it all. "You are very kind," said the {animal}.
      A few weeks later, {hero} got lost {at}. | In the winter, {hero} lost {his} way in the snow.
      It was dark, and {he} did not know where to go. | {He} was cold and scared. "Who can help me now?" said {hero}.
      Then {he} saw two eyes. It was the {animal}! | [Suddenly|All at once|Just then], the {animal} was there.
      "You helped me, and now I will help you," said the {animal}. | "Follow me," said the {animal}. "I know the way home."
      The {animal} showed {hero} the way. | Together, they walked through the dark until they saw the light of the house.
      {hero} was home again. "Thank you, dear {animal}," {he} said. | At home, {hero} made a fire, and they ate warm {food} together.
      When you help others, they will help you. | And from then on, the {animal} and {hero} shared everything.`,
  },
];
