import type { Plot } from "../plot.ts";

/** Stories of what is lost, sought and found. */
export const finding: readonly Plot[] = [
  {
    topics: ["a lost {thing}", "a {thing}", "a {color} {thing}", "something that is lost"],
    draw: {
      thing: ["ball", "hat", "kite", "doll", "scarf", "drum", "book", "cup", "ring", "key", "boat", "shoe"],
      spot1: ["under the bed", "behind the door", "in the kitchen", "under the table"],
      spot2: ["under a big tree", "behind a big stone", "in the tall grass", "next to an old fence"],
    },
    lines: `
      {hero} had a {color} {thing}. It was {his} favorite {thing}. | {hero} loved {his} {color} {thing} more than anything. | {hero} had a {color} {thing} and took it everywhere.
      {oneday}, the {color} {thing} was gone. | One morning, {hero} could not find the {color} {thing}. | Then, one day, {hero} lost the {color} {thing} {at}.
      {hero} was {very} sad. | {hero} began to cry. | "Oh no! Where is my {thing}?" said {hero}{how}.
      {hero} looked {spot1}, but the {thing} was not there. | First, {he} looked {spot1}. There was no {thing}.
      ? Then {he} looked in every room. It was not there, either. | {He} looked up and down, but the {thing} was not there.
      Then {hero} met {newhelper}. "Why are you so sad?" asked {helper}{how}. | {Newhelper} saw {hero} and asked, "What is wrong?" | On the way to {place}, {hero} met {newhelper}. "What are you looking for?" asked {helper}{how}.
      "I lost my {color} {thing}," said {hero}{how}. | "My {color} {thing} is lost," said {hero}{how}. "Can you help me?" | {hero} told {helper} about the {color} {thing}.
      "I will help you," said {helper}{how}. | "Come with me," said {helper}{how}. "We will look for it." | {Helper} thought for a moment. "I saw a {thing} {spot2}!" {he3} said{how}. | "Do not cry," said {helper}{how}. "Two can look better than one."
      Together, they [walked|went|ran] to {place} and looked {spot2}. | {hero} and {helper} looked everywhere {at}. | So {helper} and {hero} looked for the {thing} {at}.
      And there it was! The {color} {thing} was {spot2}. | {atlast}, they found the {color} {thing} {spot2}. | {Helper} looked {spot2}. "Here is your {thing}!" said {helper}{how}.
      "Thank you!" said {hero} and gave {helper} a big hug. | {hero} was so happy that {he} danced. "Thank you, my friend," {he} said{how}. | {hero} took the {thing} in both hands. "You are a good friend," {he} said to {helper}.
      {after}, {hero} always took good care of the {thing}. | {after}, {hero} and {helper} played with the {thing} every day. | {hero} took the {thing} home and never lost it again.`,
  },
  {
    topics: ["a lost {baby}", "a little {baby}", "a {baby} and its mother"],
    draw: {
      baby: ["duck", "lamb", "kitten", "puppy", "chick", "bunny", "fawn", "bird"],
      where: ["behind a bush", "under a leaf", "next to a big stone", "in the tall grass", "under a bench"],
    },
    lines: `
      {oneday}, {hero} went for a walk {at}. | One [sunny|cold|quiet] morning, {hero} was {at}. | {oneday}, {hero} was playing {at}.
      ? {sight}
      {suddenly}, {he} heard a [small|quiet|thin] voice. "Help! Help!" | {He} heard somebody cry. | Then {he} heard a soft sound {where}.
      {hero} looked {where} and saw a little {baby}. | It was a little {baby}. It sat {where} and cried. | There, {where}, was a little {baby}, all alone.
      "Why are you crying, little {baby}?" asked {hero}{how}. | "What is wrong, little {baby}?" {hero} asked. | "Where do you come from, little {baby}?" said {hero}{how}.
      "I cannot find my mother," said the {baby}{tone}. | "I am lost," said the {baby}{tone}. "I want my mother." | "I lost my mother," said the {baby}{tone}. "I am scared." | "I ran after a leaf, and now I do not know where my mother is," said the {baby}{tone}.
      "Do not cry," said {hero}{how}. "I will help you[|, right now|, of course|, and we will be quick]." | "Do not be [afraid|scared]," said {hero}{how}. "We will find your mother." | {hero} stroked the little {baby}. "We will look for her together," {he} said{how}.
      ? {hero} gave the {baby} some water and a bit of bread. | {hero} held the {baby} [close|in {his} arms] to keep it warm.
      They looked by the [old |long |{hue} |][river|road|bridge|gate|fence], but nobody was there. | They walked for {number} [hours|minutes] and called for the mother. | First, they looked at the water. Then they looked between the trees.
      Then they met {newhelper}. "Did you see the mother of this {baby}?" asked {hero}{how}. | Then they saw {newhelper}. {hero} asked {helper} for help.
      "Yes," said {helper}{how}. "She is by the old [mill|bridge|tree]. She is looking for her {baby}." | {Helper} said, "I know where she is. Follow me!"
      They ran as fast as they could. There was the mother! | And there, by the water, stood the mother of the {baby}. | The {baby} heard its mother and ran to her.
      "My baby!" said the mother and held the little {baby} close. | The mother was so happy that she [cried|laughed]. The little {baby} was happy, too.
      "Thank you, {hero}," said the mother{tone}. "You have a kind heart." | The mother thanked {hero} and {helper}. | "How can I thank you?" said the mother{tone}. {hero} only smiled.
      {hero} went home with a warm heart. | {after}, the little {baby} came to visit {hero} every week. | {hero} waved and went home. It was a good day.`,
  },
  {
    topics: ["a treasure", "a treasure map", "an old map", "a box full of {gold}"],
    draw: {
      gold: ["gold coins", "old toys", "sweet apples", "books", "shiny stones"],
      mark: ["a tall tree", "a round stone", "an old bridge", "a dark cave", "a broken boat"],
      spot: [
        "in an old book",
        "under the bed",
        "in a bottle",
        "behind a picture",
        "in the pocket of an old coat",
      ],
    },
    lines: `
      {oneday}, {hero} found an old map {spot}. | One rainy day, {hero} looked {spot} and found an old map.
      The map showed the way to a treasure in {number} {hue} lines. | On the map, there was a red cross {at}. "A treasure!" said {hero}{how}. | There were trees, a river and a red cross on it. "Maybe it is a treasure," said {hero}{how}.
      {hero} ran to {his} friend {friend} and showed {him2} the map. | "Come with me, {friend}!" {he} said to {his} best friend. "We will find the treasure."
      {friend} was [a bit afraid|very excited], but {he2} [came|went] along. | "What an adventure!" said {friend}{how}.
      They took a lamp, some bread and a bottle of water, and they [walked|went|ran] to {place}. | They packed a bag and went to {place}. | They walked through {place} with the map in their hands.
      ? {sight}
      ? On the way, it began to rain, but they did not turn back. | On the way, they had to cross a small river.
      First, they came to {mark}. The red cross was right there. | The map said, "Look for {mark}." They looked and looked, and then they saw it. | They walked for {number} hours until they came to {mark}.
      ? "Are we in the right place?" asked {friend}{how}. "Yes," said {hero}{how}. "I can feel it."
      {hero} began to dig with a {hue} spoon, and {friend} helped for {number} hours. | {hero} and {friend} dug for {number} hours with their hands. | They both began to dig. The ground was hard, and it took a long time.
      {atlast}, they found a [big|heavy|small|old] {hue} box. | There, {number} feet down, was something hard. It was a {hue} box!
      {hero} opened the {hue} lock of the box. It was full of {gold}! | Slowly, they opened it. Inside, there were {gold}. "We found it!" said {friend}{how}. | They looked into the box. There they were: {gold}!
      They shared the {gold} with everybody in the village. | {hero} gave half of the {gold} to {friend}, because friends share.
      "The best treasure is a good friend," said {hero}, and {friend} smiled. | That night, {hero} put the map back {spot}, for somebody else to find. | And {hero} and {friend} were happy and told the story again and again.`,
  },
  {
    topics: ["a magic {stone}", "a wish", "magic", "a {stone}"],
    draw: {
      stone: ["stone", "lamp", "coin", "ring", "bottle", "feather"],
      "wish/had": [
        "a big cake/a big cake stood on the table, enough for all",
        "rain for the dry fields/soft rain fell on the dry fields",
        "a warm coat for everybody/everybody had a warm coat",
        "bread for all the hungry people/there was fresh bread in every house",
        "a new bridge/there was a new bridge over the river",
        "snow/soft white snow fell from the sky",
      ],
    },
    lines: `
      {oneday}, {hero} found a strange {stone} {at}. | One evening, {hero} saw a light {at}. It came from a small {stone}. | {oneday}, {newhelper} gave {hero} an old {stone}.
      It was {color} and very [warm|bright|shiny]. | The {stone} was [bright|warm] like the sun. | It was [warm|bright] like a little fire.
      {hero} picked up the {stone} and looked at it. | {hero} held the {stone} in {his} hand. | {hero} cleaned the {stone} with {his} sleeve.
      "I am a magic {stone}," said a soft voice. "You have one wish." | Then the {stone} began to speak. "I can give you one wish," it said. | "Thank you for finding me," said the {stone}{tone}. "I will give you one wish[|, and only one|, because you are so {virtue}]."
      {hero} could [hardly|not] believe it. | "One wish!" said {hero}{how}. | {hero} was so surprised that {he} sat down.
      What did {hero} want? A {hue} toy? {Number} bags of gold? | {hero} thought about it [all day|for a long time].
      ? {hero} asked {his} friend {friend}. "Wish for something good," said {friend}{how}.
      Then {he} thought of all the others [in the village|{he} knew]. | But then {he} saw {number} [poor|hungry|tired|cold] people who needed help. | {hero} looked out over {place}. There were {number} [people|children|houses] without {food}.
      "I wish for {wish}," said {hero}{how}. | {hero} closed {his} eyes and said, "I wish for {wish}." | {hero} took a deep breath. "Please give us {wish}," {he} said{how}.
      The {stone} was bright for a moment, and then {had}. | There was a flash of light, and {had}.
      Everybody was [happy|glad|full of joy]. | Everybody [came out and laughed|danced and sang]. | {Number} people came from far away to see it.
      "You did not wish for yourself," said the {stone}{tone}. "You have a good heart." | "That was a good wish," said the {stone}{tone}.
      {hero} kept the {stone} for ever, but {he} never needed another wish. | And {hero} was the happiest of all [in the village|of them|for {number} weeks]. | {after}, the {stone} was only a {stone}, but {hero} always kept it.`,
  },
  {
    isOnlyFirst: true,
    topics: ["a strange sound", "a sound in the night", "a monster", "somebody who is scared"],
    draw: {
      source: ["kitten", "hedgehog", "owl", "mouse", "puppy", "frog"],
      where: ["under the bed", "in the attic", "behind the door", "in the kitchen", "under the stairs"],
      sound: ["scratch, scratch", "bump, bump", "tap, tap", "knock, knock"],
    },
    lines: `
      One [dark|cold|windy|quiet|rainy] night[| in {month}|, at {number} o'clock|, on a {weekday}], {hero} could not sleep. | It was a dark night in {month}, and {hero} was in bed[| under {number} blankets| under a {hue} blanket].
      There was a strange sound {where}. "{sound}!" it went. | "{sound}!" There was something {where}.
      "Is that a [monster|big monster|monster with {number} legs|{hue} monster]?" {hero} thought. | "It must be a {hue} monster with {number} [legs|eyes|arms|teeth]," thought {hero}. {He} was {very} scared.
      {hero} pulled the blanket over {his} head. | {hero} did not move at all.
      ? "{sound}!" There it was again[|, {number} times| and again|, a bit louder|, a bit closer].
      But after {number} minutes, {hero} wanted to know what it was. | Then {hero} thought, "I am brave. I will look." | "I have to see what it is," said {hero} in the end.
      {He} took a small {hue} lamp and got out of bed. | {He} called {his} friend {friend}, and they took a lamp. | Slowly, {he} got up and made a light.
      {hero} looked {where}. | Step by step, {hero} went closer and looked {where}.
      And what was it, after all this noise? It was not a [monster|{hue} monster]. It was only a [little|tiny|small] {source}! | Two small {hue} eyes looked back. It was a {source}!
      The {source} was [cold and hungry|lost] and even more scared than {hero}. | "Please do not be angry," said the {source}{tone}. "I am so [cold|cold and tired|wet and cold|hungry and cold]."
      {hero} laughed. "You are not a monster at all," {he} said{how}. | "Come in and get warm," said {hero}{how}. | "So it was you!" said {hero}{how}.
      {hero} gave the {source} some milk and a soft blanket. | {hero} made a warm bed for the {source} out of an old [hat|box|scarf]. | {hero} shared {his} bread with the {source}.
      Soon they were both asleep. | From that night on, {hero} was never scared of strange sounds again. | And so {hero} found a new friend in the middle of the night. | Then it was quiet, and they both slept until the morning.`,
  },
];
