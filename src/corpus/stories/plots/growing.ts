import type { Plot } from "../plot.ts";

/** Stories in which somebody learns something. */
export const growing: readonly Plot[] = [
  {
    topics: ["somebody who learned to {skill}", "learning to {skill}", "how {hero} learned to {skill}"],
    draw: {
      "skill/skilled/fail/where": [
        "swim/swam/{He} drank a lot of water/in the lake",
        "dance/danced/{He} fell over {his} own feet/in the garden",
        "sing/sang/It did not sound good at all/in the forest",
        "skate/skated/{He} fell on the ice/on the ice",
        "paint/painted/There was paint everywhere/at home",
        "ride a bike/rode the bike/{He} fell off the bike/on the road",
        "whistle/whistled/There was no sound at all/in the park",
        "climb trees/climbed the tree/{He} fell down into the grass/in the forest",
        "bake bread/baked bread/The bread was black and hard/in the kitchen",
        "play the drum/played the drum/It was only noise/in the garden",
      ],
    },
    lines: `
      {hero} wanted to learn to {skill}. | More than anything, {hero} wanted to learn to {skill}. | There was one thing that {hero} wanted to learn. {He} wanted to {skill}.
      {His} friend {friend} could {skill} very well. | All {his} friends could {skill}, but {hero} could not.
      {oneday}, {hero} tried it {where}. | "Today I will try it," said {hero} one morning.
      {fail}. | But it was [not easy|not so easy|not easy at all|very hard|harder than {he} thought|hard for {number} days]. {fail}.
      "I cannot do it," said {hero}{how}. | {hero} was sad. "I will never learn it," {he} said{how}. | {hero} wanted to give up. | "It is too hard for me," {hero} said, and {he} sat down.
      ? {Number} [birds|ducks|children|goats] saw it and laughed.
      Then {newhelper} [came by|came along|walked by]. "Nobody can do it the first time," said {helper}{how}. | {Newhelper} saw {him}. "Do not give up," said {helper}{how}.
      "You have to try again," said {helper}{how}. "I will show you how." | "Let me show you," said {helper}{how}. "Slowly, step by step." | "I will help you," said {helper}{how}. "We will go slowly."
      {hero} tried again. It was a little better. | So {hero} tried again and again, {number} times. | {hero} stood up and tried it once more. This time, it was a bit better.
      Every day, {helper} and {hero} met {where}. | {hero} practiced {everyday}, in the sun and in the rain.
      And one day, {he} {skilled} all by {himself}! | After a week, {hero} {skilled}, and it was wonderful!
      "I can do it! I can {skill}!" said {hero}{how}. | "Look, {friend}!" {he} called. "I can {skill}!" | "Did you see that?" called {hero}. "I can {skill}!"
      {Helper} smiled. "I knew you could do it," {he3} said{how}. | {friend} clapped, and {helper} was proud.
      Now {hero} shows others how to {skill}. | {after}, {hero} was not afraid to try new things. | {hero} learned that you only have to keep trying.`,
  },
  {
    topics: ["somebody who did not share", "sharing", "sharing {toys}"],
    draw: {
      "toys/toy": [
        "toys/toy train",
        "cookies/bag of cookies",
        "apples/basket of apples",
        "books/big book",
        "blocks/box of blocks",
      ],
    },
    lines: `
      {hero} had a new {toy}. | {oneday}, {hero} got a {toy} from {his} grandmother.
      {friend} came and saw it. "Will you share with me?" [asked {friend}|{friend} asked]. | "What a nice {toy}!" said {friend}{how}. "Can we share?"
      "No!" said {hero}{how}. "It is mine." | But {hero} did not want to share. "Go away," {he} said{how}. | "I do not want to share," said {hero} and held the {toy} close.
      {friend} was sad and went away. | {friend} looked at the ground and went home. | "That is not very nice," said {friend} and left.
      {hero} sat alone with the {toy}. | So {hero} stayed alone {at} for {number} hours and [ate {food}|looked at a {hue} stone].
      At first, it was nice. But after {number} minutes, it was not fun any more. | But it was no fun to be alone for {number} hours. | Soon, {hero} felt bored and alone.
      Then {newhelper} [came by|came along|walked by]. "Why are you alone?" asked {helper}{how}. | {Newhelper} saw {hero}. "Where are your friends?" asked {helper}{how}.
      "I did not share," said {hero}, and {he} felt bad. | {hero} told {helper} what had happened.
      "A thing is twice as nice when you share it," said {helper}{how}. | "Then go and say that you are sorry," said {helper}{how}. "It is not hard." | {Helper} said, "The best things are even better with a friend."
      {hero} ran to the {hue} house of {friend}. | So {hero} took the {toy} and went to find {friend}.
      "I am sorry," said {hero}{how}. "Let us share." | "I was not nice," {hero} said. "I am sorry, {friend}." | "Please come back," said {hero}{how}. "The {toy} is for both of us."
      {friend} smiled. "That is all right," {he2} said{how}. | {friend} was not angry any more. | {friend} took {hero} by the hand, and all was well again.
      They shared the {toy} and had a lot of fun. | The two friends sat down [on a {hue} blanket|under a {hue} tree|on {number} soft pillows|on the {hue} steps] and shared.
      {after}, {hero} always shared. | And {hero} learned that sharing makes you happy. | It was the best day for a long time.`,
  },
  {
    topics: ["a broken {thing}", "telling the truth", "a {thing}"],
    draw: {
      thing: ["cup", "plate", "lamp", "chair", "clock", "window", "vase"],
      elder: ["grandmother", "mother"],
    },
    lines: `
      {hero}'s {elder} had a beautiful {thing}. | In the house of {hero}, there was a beautiful old {thing}.
      {oneday}, {hero} was running in the house. | One afternoon, {hero} played with a ball inside the house.
      Crash! The {thing} was in {number} pieces. | {hero} was not careful, and the {thing} broke. | There was a loud crash, and the {thing} lay on the floor.
      {hero} was scared. "What will my {elder} say?" {he} thought. | "Oh no!" said {hero}{how}. "Now my {elder} will be angry." | {hero} looked at the {thing} and did not know what to do.
      {hero} hid under the bed for {number} hours. | {He} put the pieces in a box and hid the box. | First, {hero} ran away and hid behind {number} trees in the garden.
      ? {hero} could not eat, and {he} could not play.
      {friend} came to play, but {hero} did not want to. "I did something bad," {he} said{how}. | {hero} told {his} friend {friend} about it.
      "You should tell the truth," said {friend}{how}. | "Tell her what happened," said {friend}{how}. "I will come with you." | {friend} took {hero} by the hand. "The truth is always best," said {friend}{how}.
      {hero} was afraid, but {he} went to {his} {elder}. | So {hero} took a deep breath and went to {his} {elder}.
      "I broke the {thing}," said {hero}{how}. "I am very sorry." | "It was me," {he} said{how}. "I broke your {thing}." | "Please do not be angry," {he} said{how}. "The {thing} is broken, and it was my fault."
      {His} {elder} was quiet for a moment. Then she smiled. | {hero}'s {elder} took {hero} in her arms.
      "Thank you for telling the truth," she said. "That was brave." | "A {thing} is only a {thing}," she said. "But the truth is important."
      Together, they fixed the {thing} with glue. | They sat down at the {hue} table and put the {number} pieces together again. | With some glue and in {number} hours, they fixed the {thing}.
      The {thing} was not like new, but {hero} felt much better. | {hero} felt as light as a feather. | And from then on, {hero} was more careful and always told the truth.`,
  },
  {
    isOnlyFirst: true,
    topics: ["somebody who was afraid of the dark", "the dark", "a {light}", "the night"],
    draw: { light: ["firefly", "star", "little lamp", "candle"] },
    lines: `
      {hero} was [very |so |]afraid of the dark[| and slept with {number} lamps| and had a {hue} lamp next to the bed]. | There was one thing that {hero} did not like. {He} did not like the dark, [not even a bit|not in summer and not in winter|not even with {number} lamps].
      Every night, {he} hid under {number} blankets. | When the sun went down at {number} o'clock, {hero} was scared.
      ? "What if there is something in the dark?" {he} thought.
      One {weekday} evening, {hero} was {at} with {his} friend {friend}. They played for [{number} hours|too long|a very long time], and it got [dark|very dark|so dark]. | One evening, {hero} came home late from {place}. It was already dark.
      {hero} could not see the way home. | "I am so scared," said {hero}{how}. "I cannot see a thing." | There was no moon, and {hero} did not see the {hue} [fence|bridge|stones|house] by the road.
      Then {he} saw a small light. It was a {light}. | {suddenly}, there was a tiny light. It was a {light}!
      "Do not be [afraid|scared]," said the {light}{tone}. "I will show you the way." | "Hello, {hero}," said the {light}{tone}. "Why are you scared?"
      "I do not like the dark," said {hero}{how}. | "It is so dark," {hero} said [in a small voice|softly|quietly]. | "In the dark, everything looks so big," said {hero}{how}.
      "The dark is not bad," said the {light}{tone}. "Without the dark, you could not see me." | "Look up," said the {light}{tone}. "Only in the dark can you see the stars."
      {hero} looked up. The sky was full of [stars|{hue} stars|stars, big and small]. | {hero} looked around. The moon was shining, and it was very quiet. | Slowly, {hero} looked up and around. It was not scary at all.
      "How beautiful!" said {hero}{how}. | "I have never seen so many stars," {hero} said.
      The {light} showed {hero} the way home. | Together, they went home, step by step. | They went through the night together until they were home.
      {after}, {hero} was not afraid of the dark any more. | That night, {hero} slept very well. | And every night, {hero} looked out of the window and said good night to the {light}.`,
  },
  {
    topics: ["a race", "a fast {rival}", "winning"],
    draw: {
      rival: ["hare", "horse", "deer", "goose", "cat"],
      prize: ["a golden cup", "a big cake", "a silver bell", "a basket of apples"],
    },
    lines: `
      {oneday}, there was a big race {at}. | Every year, there was a race {at}.
      ? {sight}
      The winner would get {prize}. | "The winner gets {prize}!" called {helper}.
      {hero} wanted to win. | {hero} was not very fast, but {he} wanted to try.
      A {rival} was there, too. "I am the fastest," said the {rival}{tone}. | A {rival} looked at {hero} and laughed. "You are too slow for me," said the {rival}{tone}.
      One, two, three, go! All {number} of them ran. | The race began. The {rival} was first, and {hero} ran behind. | A {hue} bell rang {number} times, and everybody began to run.
      ? {hero} ran [as fast as {he} could|very fast].
      But then the {rival} fell over a stone. | {suddenly}, the {rival} slipped and fell.
      "Ow! My leg!" said the {rival}{tone}. | "Help me," said the {rival}{tone}. "I cannot get up[|, not even a bit|. It hurts so much|. Please do not go]."
      {hero} could win now. But {he} stopped. | {hero} looked at the finish line. Then {he} turned around. | {hero} was in front now. Then {he} heard the {rival} cry.
      "Let me help you," said {hero}{how}. | "Come on," said {hero}{how}. "Hold on to me." | "I cannot leave you here," said {hero}{how}.
      {hero} helped the {rival} to walk, and they came in last. | Together, they walked [to the end|the last {number} steps|past {number} trees to the end], step by step.
      Everybody clapped for {number} minutes. | All the others cheered for {hero}. | There was loud clapping {at}, and [somebody threw|they threw] {hue} flowers.
      "You did not win the race," said {helper}{how}. "But you have the biggest heart." | {Helper} gave {prize} to {hero}. "This is for the kindest runner," said {helper}{how}.
      {hero} shared the prize with the {rival}. | {after}, {hero} and the {rival} were best friends. | "Thank you," said the {rival}{tone}. "You are a real friend."`,
  },
  {
    topics: ["a seed", "a flower", "a {plant}", "a garden"],
    draw: {
      plant: ["sunflower", "apple tree", "rose", "pumpkin", "tomato plant", "cherry tree"],
      weeks: ["a week", "two weeks", "ten days", "many days"],
    },
    lines: `
      One spring {weekday}, {hero} found a small {hue} seed [in a box|in the grass|in an old bag|in {his} {garment}]. | {oneday}, {newhelper} gave {hero} a tiny seed. | {Oneday}, {hero} saw a tiny {hue} seed [on the path|in the grass|next to a {hue} stone|under a leaf].
      "What will it be?" {hero} thought. | "I will plant it," said {hero}{how}. | {hero} held the seed in {his} hand. It was so small!
      {hero} put the seed into the ground {at}. | {He} made a little hole {at} and put the seed into it. | {hero} found a good place in the sun and planted the seed there.
      ? {sight}
      {Everyday}, {he} gave it {number} [cups|cans|drops|spoons] of water. | {hero} gave it water in the morning and in the evening. | {hero} came every day with a can of water.
      But for {number} days, nothing happened. | {hero} waited and waited, but there was nothing to see. | A week went by, but the ground stayed brown.
      ? "Maybe it is only a stone," said {friend}{how}. | "It is a bad seed," said {friend}{how}. "Come and play."
      "I will wait," said {hero}{how}. | But {hero} did not give up. {He} came back {everyday}. | "Good things take time," said {hero}{how}.
      ? {hero} even sang a song to the seed.
      After {weeks}, there was a tiny green leaf. | Then, after {weeks}, something green came out of the ground. | And then, after {weeks}, {hero} saw a tiny bit of green.
      "Look, {friend}!" said {hero}{how}. "It is growing!" | {hero} jumped for joy.
      It grew and grew {number} [weeks|days] long until it was taller than [{hero}|the {hue} fence|the door]. | The sun was shining, the [soft|warm|cool] rain fell, and the little plant grew [day by day|for {number} weeks|and grew]. | {Everyday}, it was a little taller, first [as tall as a cup|as high as a shoe|as tall as a hand], then [as tall as a chair|as high as a table|as tall as a goat].
      It was a {plant}! | In the summer, it was a beautiful {plant}.
      Everybody came to see the {plant}. | {friend} came to see it. "You were right to wait," said {friend}{how}.
      {hero} gave the new seeds to all {his} friends, and soon there was a big garden. | {hero} was proud and [sang a {hue} song|danced around it {number} times|gave it a {hue} ribbon]. Good things need time. | And {hero} and {friend} sat next to the {plant} and were happy.`,
  },
];
