import type { Plot } from "../plot.ts";

/** Stories about friends and days to remember. */
export const friendship: readonly Plot[] = [
  {
    isOnlyFirst: true,
    topics: ["a new friend", "somebody who was lonely", "friends", "two friends"],
    draw: {
      game: ["ball", "hide and seek", "chess", "cards", "music"],
      gift: ["a shell", "a small stone", "an apple", "a flower", "a blue feather"],
    },
    lines: `
      {hero} had come there only {number} [days|weeks] ago and did not know anybody. | {hero} had no friends and felt lonely, even on {weekday}.
      Every day, {he} sat alone {at}. | {He} often sat alone {at} and looked at the clouds.
      ? {sight}
      ? "I wish I had a friend," said {hero}{how}.
      {oneday}, {hero} saw a {friendkind} {at}. | {oneday}, a {friendkind} came along.
      {hero} was shy and hid behind a tree. | {hero} wanted to say hello, but {he} was too shy.
      But the {friendkind} had seen {him}. "Hello! I am {name2}," said the {friendkind}{tone}. "What is your name?" | The {friendkind} smiled. "My name is {name2}. Who are you?"
      "My name is {hero}," {he} said [in a small voice|softly|quietly]. | "I am {hero}," said {hero}, and {he} smiled a little.
      "Do you want to play {game} with me?" asked {name2}{how}. | "I like to play {game}," said {name2}{how}. "But it is no fun alone."
      "Yes, I would love to!" said {hero}{how}. | "I like to play {game}, too!" said {hero}{how}.
      They played {game} for {number} hours and laughed a lot. | So {hero} and {name2} played {game} until it was dark.
      Before {name2} went home, {he2} gave {hero} {gift}. | {name2} gave {hero} {gift}. "So that you do not forget me," {he2} said{how}.
      "See you tomorrow!" said {name2}{how}. | "Will you come back tomorrow?" asked {hero}{how}. "Of course," said {name2}{how}.
      [The next day|The next morning], {name2} was there again, and the day after that, too. | {hero} ran all the way home. {He} had a friend, a {friendkind}!
      {hero} was not lonely any more, not on {weekday} and not on [any other day|{weekday}]. | And from that day on, {hero} and {name2} were best friends.`,
  },
  {
    topics: ["a birthday", "a birthday party", "a surprise", "a cake"],
    draw: {
      gift: ["kite", "drum", "book about the stars", "warm scarf", "little boat", "paint box"],
      cake: ["chocolate", "apple", "carrot", "honey", "cherry"],
    },
    lines: `
      It was {hero}'s birthday, a [warm|fine|bright|rainy|windy] {weekday} in {month}. | One morning, {hero} woke up early. It was a {weekday} in {month}, and it was {his} birthday!
      {He} put on a {hue} {garment} and ran outside to meet {his} friends. | {hero} was {very} excited, put on a {hue} {garment} and jumped out of bed.
      But nobody said anything. | But the house was empty, and on the {hue} table, there was [no cake|not one flower|only an old cup|only a {hue} plate].
      {hero} saw {friend}, but {friend} had no time. "I have to go," {he2} said{how}. | First, {he} met {friend}. "I am very busy today," said {friend} and ran away.
      Then {he} met {newhelper}, but {helper} was in a hurry, too. | Even {newhelper} only said hello and went on.
      "They all forgot my birthday," thought {hero}. | {hero} was sad. Did nobody remember[|, not one of {his} {number} friends| it]?
      {hero} [walked|went|ran] to {place} and sat down alone. | In the evening, {hero} went home. {He} was ready to cry.
      ? It was {very} quiet {at}.
      Then {he} heard a sound. What was that? | But then {he} saw {number} {hue} lights.
      "Surprise!" called {friend} and {helper}. | {suddenly}, everybody jumped out. "Happy birthday, {hero}!" they called.
      They had a big {cake} cake, and they sang a song. | There was a {cake} cake, and there were balloons everywhere.
      {friend} gave {hero} a {gift}. | "This is for you," said {friend}{how}. It was a {gift}.
      "I thought you forgot me," said {hero}{how}. "We could never forget you," said {friend}{how}. | "You did not forget!" said {hero}, and {he} laughed and cried at the same time.
      They ate cake, played {number} games and danced until the moon came up. | It was the best birthday of all, and {hero} [told|asked] {friend} to come again in {number} days.`,
  },
  {
    topics: ["a snowman", "the snow", "winter", "a cold day"],
    draw: {
      nose: ["carrot", "red apple", "small potato"],
      gift: ["scarf", "hat"],
    },
    lines: `
      It was winter, and [the trees|the roofs|the hills|the fields] and the {hue} [fences|houses|doors|benches] were white. | One winter {weekday}, there was snow [on {number} hills|on every roof|on all the trees|in front of the door].
      {hero} and {his} friend {friend} ran outside. | "Snow! Snow!" called {hero}, and {he} ran to get {friend}.
      They wanted to make a snowman {at}. | "Let us make a snowman!" said {friend}{how}.
      They made a big ball of snow, and then a smaller one, and [gave it|took] {number} {hue} stones for [the|a] mouth. | {hero} made the body with {number} {hue} buttons, and {friend} made the head.
      {hero} gave the snowman a {nose} for a nose. | For the nose, they took a {nose}.
      "He looks cold," said {hero}{how}. {He} took {his} {color} {gift} and put it on the snowman. | Then {hero} gave the snowman {his} own {color} {gift}.
      ? "Now you will be cold," said {friend}{how}. "I have a warm heart," said {hero}{how}.
      "Thank you," said a deep voice. The snowman could speak! | {suddenly}, the snowman smiled. "Thank you for the {gift}," he said.
      {hero} and {friend} could [hardly|not] believe it. | The two friends were {very} surprised.
      They danced and played with the snowman [all winter|for {number} weeks|on every {weekday}]. | {Everyday}, they came to play with the snowman and [told him|brought him] {number} [jokes|stories|songs].
      But then the sun became warm. "I have to go now," said the snowman{tone}. | In spring, the snow began to melt. "It is time for me to go," said the snowman{tone}.
      {hero} was sad. "Will you come back?" {he} asked{how}. | "Please stay!" said {hero}{how}.
      "I will come back with the first snow," said the snowman{tone}. | "Do not be sad," said the snowman{tone}. "I will see you next winter."
      [The next day|The next morning], only the {nose} and the {color} {gift} were there. | {soon}, there was only water, and the {color} {gift} lay in the grass.
      {hero} kept the {gift} and waited for the first snow. | And the next winter, when the first snow fell, {hero} and {friend} ran outside again.`,
  },
  {
    topics: ["baking {bread}", "a {bread}", "something good to eat"],
    draw: {
      bread: ["cake", "pie", "pizza", "loaf of bread", "big cookie"],
      "missing/other": ["milk/eggs", "eggs/sugar", "flour/milk", "sugar/butter", "butter/honey"],
    },
    lines: `
      {oneday}, {hero} wanted to make a {bread}. | One rainy day, {hero} was hungry. "I will make a {bread}," {he} said{how}.
      {hero} looked into the kitchen, but {he} could not find any {missing}. | But {hero} had no {missing} and no {other}.
      "I cannot make a {bread} without {missing}," {he} said{how}. | "What can I do without {missing}?" {hero} thought.
      So {hero} went to {his} friend {friend}. "Do you have some {missing}?" {he} asked{how}. | {hero} knocked {number} times at the {hue} door of {friend}. "I need some {missing}," {he} said{how}.
      "Yes," said {friend}{how}. "You can have my {missing}. May I help you?" | {friend} had some {missing}. "Here you are," {he2} said{how}. "But may I help you, please?"
      ? Then they needed some {other}, too. {Newhelper} had some.
      {hero} and {friend} put everything into a [big|round|deep] {hue} bowl and [counted to {number}|sang a song with {number} lines|mixed it]. | Together, {hero} and {friend} mixed it all in a [big|round|deep] {hue} bowl [for {number} minutes|with {number} spoons|with a {hue} spoon].
      {soon}, there was flour on their noses, and they laughed. | {friend} had flour on {his2} nose and on {his2} {hue} {garment}, and {hero} laughed.
      They put the {bread} into the oven and waited for {number} [long |]minutes. | Then the {bread} went into the hot [old|big|little|black] oven for {number} minutes.
      It smelled so good that {number} [friends|birds|mice|children] came. | The whole {hue} house smelled good, like {food} and honey.
      {atlast}, the {bread} was ready. | "It is ready!" called {hero}.
      {hero} gave the first piece to {friend}. | They cut the {bread} into {number} pieces, one for everybody.
      "It is the best {bread} in the world," said {friend}{how}. | "This is so good," said {friend}{how}. "Let us do it again tomorrow."
      {hero} smiled. Things taste better when you share them. | They ate it all in {number} minutes, and they were happy and full.`,
  },
  {
    topics: ["somebody who was hungry", "a hungry {animal}", "a kind heart", "a piece of {food}"],
    draw: {
      animal: ["bird", "cat", "dog", "rabbit", "fox", "mouse", "deer"],
      food: ["bread", "cheese", "cake", "pie"],
    },
    lines: `
      One cold {weekday}, {hero} had only a little bit of {food} in {his} {hue} bag. | {hero} was on the way to {place} with a small piece of {food}.
      {He} was {very} hungry and wanted to eat it. | {hero} sat down to eat the {food}.
      Then a thin {animal} came. | There, next to the path, sat a thin little {animal}.
      "I have not eaten for {number} days," said the {animal}{tone}. | "I am so hungry," said the {animal} [in a small voice|softly|quietly].
      {hero} looked at the {food}. It was not much. | {hero} was hungry, too. But {he} felt sorry for the {animal}.
      "Here," said {hero}{how}. "You can have half of it." | {hero} broke the {food} in two and gave the bigger piece to the {animal}.
      "Thank you," said the {animal}{tone}. "I will not forget this." | The {animal} ate it all. "You are very kind," said the {animal}{tone}.
      {Number} weeks later, {hero} got lost {at}. | In the winter, {hero} lost {his} way in the snow.
      It was dark, and {he} [did not know where to go|could not see the way|had walked for {number} hours]. | {He} was [cold|wet|tired] and scared, and it was {number} miles to the house. "Who can help me now?" said {hero}{how}.
      Then {he} saw two eyes. It was the {animal}! | {suddenly}, the {animal} was there.
      "You helped me, and now I will help you," said the {animal}{tone}. | "Follow me," said the {animal}{tone}. "I know the way home."
      The {animal} showed {hero} the way. | Together, they walked through the dark until they saw the light of the house.
      {hero} was home again. "Thank you, dear {animal}," {he} said{how}. | At home, {hero} made a fire, and they ate warm {food} together.
      When you help others, they will help you. | And from then on, the {animal} and {hero} shared everything.`,
  },
];
