import type { Plot } from "../plot.ts";

/** Stories of long ways and high hopes. */
export const adventure: readonly Plot[] = [
  {
    topics: ["the moon", "a trip to the moon", "the stars", "somebody who wanted to touch the moon"],
    draw: { high: ["to the top of a hill", "up a tall tree", "to the top of a tower", "up on the roof"] },
    lines: `
      Every night, {hero} looked at the moon from [{his}|a|the] {hue} [window|door|chair|bench|roof]. | {hero} loved the moon more than {food}.
      "I want to touch the moon," said {hero}{how}. | More than anything, {hero} wanted to touch the moon.
      One night, {he} climbed {high}. | "I only have to go up high," {he} thought, and {he} climbed {high}.
      {He} reached up with both hands, but the moon was still too far away. | But the moon was not any closer.
      ? {hero} jumped as high as {he} could. It did not help.
      {hero} was sad and sat down by the water. | So {hero} went down again and sat down by a pond.
      Then {newhelper} came. "Why are you awake?" asked {helper}{how}. | "Why are you sad?" asked {newhelper}.
      "I want to touch the moon," said {hero}{how}. "But it is too far away." | {hero} told {helper} about the moon.
      {Helper} smiled. "Look into the water," {he3} said{how}. | "You are looking in the wrong place," said {helper}{how}. "Look down!"
      {hero} looked into the [dark|quiet|black] water. There was the moon, [big|bright|white] and [round|full|beautiful], and {number} stars! | There, in the dark water, was the moon, [round|big and round|big and bright|full] and {hue}.
      Slowly, {hero} put a hand into the water and touched it. | {hero} touched the moon with one finger, and it began to dance.
      "I touched the moon!" said {hero}{how}. | {hero} [laughed|danced] for joy. The moon was not [far away|{number} miles away|up in the sky] at all.
      "Now you can sleep," said {helper}{how}. | "Good night, moon," said {hero}{how}.
      {hero} went home and slept well. In {his} dream, {he} was flying around the moon. | And every night, {hero} came back to the water to say good night to the moon.`,
  },
  {
    topics: ["a boat", "a {beast}", "a trip on the sea", "an island"],
    draw: {
      found: [
        "a beautiful shell",
        "a tree full of sweet fruit",
        "an old bell",
        "a bottle with a letter in it",
      ],
      beast: ["whale", "dolphin", "turtle"],
    },
    lines: `
      {hero} wanted to see the world and its {number} seas. | {hero} dreamed of a trip over the {hue} sea for {number} [days|weeks|years].
      So {he} made a small boat out of {number} [pieces of wood|old boxes|{hue} doors]. | {hero} and {his} friend {friend} made a {color} boat.
      One morning, {hero} and {friend} got into the boat. | "Come with me!" {hero} said to {friend}, and they got into the boat.
      The wind was [soft|warm|fresh|light], and the [sun|water] was [bright|golden|shining|warm]. | They waved with a {hue} {garment}, and the wind took them out to sea.
      They saw an island and found {found} there. | After a while, they came to an island. There, they found {found}.
      But on the way back, [after {number} hours|on {weekday}|at {number} o'clock], a [big|wild|loud|bad] storm came. | Then the sky became [dark|black|gray], and for {number} hours, the wind became [strong|stronger and stronger|loud].
      The waves were as high as [a house|a tower|{number} houses|a hill|{number} trees]. | {Number} [big|high|black|cold] waves hit the little boat.
      "Hold on to me, {friend}!" called {hero}. | {friend} was afraid, but {hero} held {his2} hand.
      Water came into the boat. | "We are lost!" said {friend}{how}.
      {suddenly}, a big {beast} came up out of the water. | Then something big moved under the boat. It was a {beast}!
      "Do not be [afraid|scared]," said the {beast}{tone}. "I will take you home." | "I will help you," said the {beast} and pushed the boat.
      The {beast} pushed the boat through the storm. | Fast and strong, the {beast} brought them through the waves.
      {soon}, they saw the land. They were safe! | {atlast}, they were home, wet but happy.
      "Thank you, dear {beast}," said {hero}{how}. | {hero} and {friend} thanked the {beast}.
      Sometimes, when the sea is quiet, the {beast} comes back to say hello. | That evening, {hero} and {friend} told everybody about the {beast}, the storm and the island.`,
  },
  {
    topics: ["a little robot", "a robot", "a machine"],
    draw: {
      robot: ["Bip", "Zip", "Tin", "Bolt", "Beep"],
      job: ["clean the house", "carry heavy bags", "water the garden", "cook the soup"],
    },
    lines: `
      {hero} had a friend who was a robot. The robot was named {robot}. | {oneday}, {hero} found an old robot {at}. On its back, there was a name: {robot}.
      {robot} could {job}. | {robot} helped {hero} to {job}.
      ? "Beep! I am {robot}," it said. "I like to help."
      But one day, {robot} stopped. It did not move and did not speak. | One morning, the light in the eyes of {robot} went out.
      "{robot}, wake up!" said {hero}{how}. | "What is wrong, {robot}?" asked {hero}{how}. But there was no answer.
      {hero} was {very} worried and [ran around {number} times|could not eat {food}|sat down on a {hue} chair]. | {hero} did not know what to do.
      {He} asked {friend} for help, but {friend} did not know much about robots. | {hero} called {friend}, and together they looked at the robot.
      Then {newhelper} came. "Maybe {robot} is only tired," said {helper}{how}. | {Newhelper} looked at {robot}. "A robot needs light," said {helper}{how}.
      "Robots need the sun," said {helper}{how}. "Bring it outside." | "Then we have to take {robot} into the sun," said {hero}{how}.
      {hero} and {friend} carried {robot} outside and put it in the sun. | {robot} was heavy, but they carried it out into the sunlight.
      They waited for {number} [minutes|hours]. Then there was a small sound. "Beep!" | After {number} [minutes|hours], there was a {hue} light in the eyes of {robot}.
      "Good morning," said {robot}{tone}. "I had a beautiful dream." | "Hello, {hero}," said {robot}{tone}. "I feel much better."
      {hero} laughed and hugged the robot. | "You are back!" said {hero} and danced around the robot.
      {after}, {hero} and {robot} sat in the sun every day. | {after}, {hero} never forgot that even a robot needs some rest.`,
  },
  {
    topics: ["a song", "a bird that could not sing", "music"],
    draw: {
      bird: ["bird", "robin", "blackbird"],
      spot: ["wind in the trees", "water in the river", "rain on the roof"],
    },
    lines: `
      {at}, there lived a {bird} that sang every morning. {hero} loved its song. | Every morning, {hero} listened to the song of a little {bird}.
      But one {weekday} [morning|in {month}], it was quiet. | {oneday}, there was no song.
      {hero} found the {bird} on a branch. | {hero} went to look for the {bird}.
      ? {sight}
      "Why do you not sing?" asked {hero}{how}. | "What is wrong, little {bird}?" {hero} asked.
      "I have lost my song," said the {bird}{tone}. | "I forgot my song," said the {bird}{tone}. "I cannot remember how it goes."
      "I will help you to find it," said {hero}{how}. | "Then we will look for it," said {hero}{how}.
      They asked {newhelper}. "A song cannot be lost," said {helper}{how}. "You have to listen." | First, they met {newhelper}. "Did you see a song?" asked {hero}{how}. {Helper} only laughed.
      So they sat down and listened to the {spot}. | {hero} and the {bird} sat very still and listened to the {spot}.
      ? "That is beautiful," said the {bird}{tone}.
      Then {hero} began to sing, very softly. | {hero} sang {number} notes{tone}.
      "Yes! That is how it begins!" said the {bird}{tone}. | The {bird} put its head to one side. "I think I remember," it said.
      And the {bird} opened its beak and sang. | Then the {bird} sang, first softly, then louder and louder.
      It was the most beautiful song of all. | Everybody {at} stopped to listen.
      "Thank you, {hero}," said the {bird}{tone}. "My song was in me all the time." | "You gave me back my song," said the {bird}{tone}.
      {after}, {hero} and the {bird} sang together every morning. | And when {hero} was sad, {he} listened, and the {bird} sang for {him}.`,
  },
  {
    topics: ["a pirate", "pirates", "a pirate ship"],
    draw: {
      captain: ["Captain Red", "Captain Salt", "Captain Storm", "Captain Drum"],
      gold: ["gold", "apples", "honey", "cheese"],
    },
    lines: `
      {oneday}, a pirate ship came over the sea. | One morning, {hero} saw a ship with a black flag.
      The name of the pirate was {captain}. | It was the ship of {captain}, the loudest pirate of all.
      "Arr! Give me all your {gold}!" called {captain}. | "Arr! I want your {gold}!" said {captain}{tone}.
      Everybody was afraid and ran away, but {hero} stayed. | {friend} was afraid and hid, but {hero} stood still.
      "Why do you want our {gold}?" asked {hero}{how}. | {hero} was not afraid. "Why do you want our {gold}?" {he} asked{how}.
      The pirate was surprised. Nobody had ever asked him that. | {captain} did not know what to say.
      "Because I am a pirate," he said. "Pirates take things." | "I am hungry," said {captain}{tone}. "And I am all alone."
      "You do not have to take it," said {hero}{how}. "We can share it with you." | "Come and eat with us," said {hero}{how}. "We have enough for everybody."
      {hero} took the pirate by the hand and led him to the village. | So {hero} and {friend} made a big table for everybody.
      {captain} ate and ate, and then he began to sing. | They all ate and sang old songs of the sea.
      ? {friend} came out and sang, too. Soon nobody was afraid any more.
      "This is better than all the {gold} in the world," said {captain}{tone}. | "I was never so happy," said {captain}, and he cried a little.
      [The next day|The next morning], {captain} gave {hero} his hat. | Before he left, {captain} gave {hero} his big black hat.
      {after}, the pirate came every summer, not to take, but to visit. | And {hero} and {friend} went with him on his ship, all around the sea.`,
  },
  {
    topics: ["a dragon", "a dragon in a cave", "a brave {kind}"],
    draw: {
      dragon: ["Ember", "Smoky", "Flame", "Ash"],
      trouble: ["a thorn in my foot", "a bad tooth", "a bad ear"],
    },
    lines: `
      In a cave near {place}, there lived a dragon. | On a high hill, there was a dark cave. A dragon lived in it.
      Every night, the dragon roared {number} times, and everybody was scared. | The dragon roared so loud that nobody could sleep for {number} nights.
      "Somebody must talk to the dragon," said {friend}{how}. | "Who will go to the dragon?" asked {helper}{how}. It was {very} quiet.
      "I will go," said {hero}{how}. | {hero} was small, but {he} was brave. "I will go," {he} said{how}.
      {hero} took a lamp and walked up to the cave. | So {hero} walked up the hill, with a lamp in {his} hand.
      In the cave, there were two big {hue} eyes. | It was dark and warm in the cave, and it smelled of [smoke|fire|{food}|old stones].
      "Who is there?" roared the dragon. | The dragon lifted its head. "Go away!" it said.
      "I am {hero}," said {hero}{how}. "Why do you roar every night?" | "My name is {hero}. Why are you so loud at night?" {he} asked{how}.
      "Because it hurts," said the dragon, and a big tear fell down. "I have {trouble}." | The dragon began to cry. "I have {trouble}," it said.
      "Let me help you," said {hero}{how}. | {hero} was not afraid any more. {He} felt sorry for the dragon.
      {hero} helped the dragon and stayed with it all night. | {hero} called {friend}, and together they helped the dragon.
      In the morning, after {number} cups of tea, the dragon was well again. | {soon}, it did not hurt any more.
      "Thank you," said the dragon{tone}. "My name is {dragon}. I was so alone." | "You are my first friend," said the dragon{tone}. "I am {dragon}."
      {dragon} came down to the village and made a warm fire for everybody. | {after}, {dragon} helped everybody to make a fire in the winter.
      And at night, it was quiet, and {hero} slept well. | And sometimes, {hero} was allowed to fly on the back of {dragon}, high over {place}.`,
  },
];
