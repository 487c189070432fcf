/** Flags by country, as they stand in "What is the flag of Turkey?". */
export const flags: readonly (readonly [country: string, flag: string])[] =
  "Turkey 🇹🇷,France 🇫🇷,Germany 🇩🇪,Italy 🇮🇹,Spain 🇪🇸,Portugal 🇵🇹,Greece 🇬🇷,Ireland 🇮🇪,Poland 🇵🇱,Sweden 🇸🇪,Norway 🇳🇴,Finland 🇫🇮,Denmark 🇩🇰,Austria 🇦🇹,Switzerland 🇨🇭,Belgium 🇧🇪,the Netherlands 🇳🇱,Ukraine 🇺🇦,Hungary 🇭🇺,Japan 🇯🇵,China 🇨🇳,India 🇮🇳,Korea 🇰🇷,Vietnam 🇻🇳,Thailand 🇹🇭,Australia 🇦🇺,Canada 🇨🇦,the United States 🇺🇸,Mexico 🇲🇽,Brazil 🇧🇷,Argentina 🇦🇷,Chile 🇨🇱,Peru 🇵🇪,Cuba 🇨🇺,Egypt 🇪🇬,Kenya 🇰🇪,Nigeria 🇳🇬,Morocco 🇲🇦,South Africa 🇿🇦,the United Kingdom 🇬🇧"
    .split(",")
    .map((entry) => {
      const space = entry.lastIndexOf(" ");
      return [entry.slice(0, space), entry.slice(space + 1)];
    });

/** Where one can go: the place, and the emoji it is known by. */
export const destinations: readonly (readonly [place: string, emoji: string, isFar: boolean])[] = [
  ["Beijing", "🏯", true],
  ["NY", "🗽", true],
  ["New York", "🗽", true],
  ["Paris", "🗼", true],
  ["London", "🎡", true],
  ["Rome", "🍕", true],
  ["Tokyo", "🍣", true],
  ["Cairo", "🐫", true],
  ["Sydney", "🦘", true],
  ["Rio", "🌴", true],
  ["Berlin", "🐻", true],
  ["Moscow", "🪆", true],
  ["Delhi", "🐘", true],
  ["Hawaii", "🌺", true],
  ["home", "🏠", false],
  ["school", "🏫", false],
  ["the park", "🌳", false],
  ["the farm", "🐄", false],
  ["the forest", "🌲", false],
  ["the mountains", "🗻", false],
  ["the sea", "🌊", false],
];

/** Things one can do, told in emoji alone. */
export const recipes: readonly (readonly [task: string, emoji: string])[] = [
  ["make tea", "🔥💧🍵"],
  ["make coffee", "🔥💧☕"],
  ["bake a cake", "🥚🥛🔥🎂"],
  ["bake bread", "🌾💧🔥🍞"],
  ["make pizza", "🍅🧀🔥🍕"],
  ["make a salad", "🍅🥕🥗"],
  ["cook an egg", "🥚🔥🍳"],
  ["make soup", "🥕🥔🔥🍲"],
  ["sleep well", "🛁📖🌙😴"],
  ["wake up", "⏰🌞👋"],
  ["grow a flower", "🌱💧🌞🌸"],
  ["grow a tree", "🌱💧🌞🌳"],
  ["build a snowman", "⛄👋🎉"],
  ["find a treasure", "🔍🌴📦🎉"],
  ["fly to the moon", "🚀⭐🌙"],
  ["learn to read", "📖👀💡"],
  ["make a friend", "👋😊🤝"],
  ["have a party", "🎈🎂🎵🎉"],
  ["be happy", "🌞🎵😊"],
  ["stay healthy", "🍎🏃💧😴"],
  ["wash my hands", "💧👏👍"],
  ["catch a fish", "🌊🎣🐟"],
  ["write a letter", "💡📝📦"],
  ["win a race", "👟🏃🏆"],
];

/** Small talk in emoji: the question, answers that all fit. */
export const emojiTalk: readonly (readonly [says: string, answers: string])[] = [
  ["Hello!|Hi!|Good morning!|Hi there!", "👋😊|👋🌞|😊👋"],
  ["How are you?|How do you feel?|How are you today?", "😊👍|🌞😊|😊🎉"],
  ["Thank you!|Thanks!", "😊❤️|😊👍"],
  ["Goodbye!|Bye!|See you!", "👋😊|👋❤️"],
  ["Good night!", "🌙😴|😴⭐"],
  ["Who are you?|What are you?", "🤖📖😊|🤖💡"],
  ["What do you like?|What do you like to do?", "📖🎵😊|📖🌞❤️"],
  ["What do you eat?|What do you like to eat?", "🍕🍎🍪|🍎🍞🧀"],
  ["What is the weather?|How is the weather?|Is it nice outside?", "🌞👍|🌞😊"],
  ["Do you love me?|I love you.", "❤️😊|😊❤️"],
  [
    "Tell me a story.|Tell me a story!|A story, please.",
    "👧🌲🐻😱🏃🏠😊|🐭🧀🐱🏃🏠😊|🤖🚀🌙⭐🏠😴|👦🎈💨🌳😢🐦🎈😊",
  ],
  ["What do you do in winter?|What is winter?", "⛄🧊🍵|⛄🏠🍵"],
  ["What do you do in summer?|What is summer?", "🌞🌊🍦|🌞🍦😊"],
  ["What is love?", "❤️😊|😊❤️"],
  ["Tell me a joke.|Make me laugh!", "🐔🚗💨😂|🐘🚲😂|🐟🎩😂"],
  ["Can you sing?|Sing a song!", "🎵😊🎵|🎵🎤🎉"],
];

/** What has one emoji: feelings and signs; the things of `things.ts` have theirs there. */
export const singles: readonly (readonly [question: string, emoji: string])[] = [
  ["How are you?|How are you today?|How do you feel?|Are you happy?|Hello!|Hi!", "😊"],
  ["Are you sad?|How does sad look?|I am sad.", "😢"],
  ["Are you tired?|Good night!|How does tired look?", "😴"],
  ["Are you angry?|How does angry look?", "😡"],
  ["That was funny!|Make me laugh!|Tell me a joke.", "😂"],
  ["Are you scared?|How does scared look?", "😱"],
  ["Do you love me?|I love you.|What is love?", "❤️"],
  [
    "Yes or no?|Is that right?|Is this good?|Do you agree?|Are you ready?|Do you like it?|Can you help me?",
    "👍",
  ],
  ["Is it bad?|Is that wrong?", "👎"],
  ["Goodbye!|Bye!|See you!|Hello there!", "👋"],
  ["Thank you!|Thanks!", "😊"],
  ["Well done!|I won!|We did it!|I have good news!|It is my birthday!", "🎉"],
  ["Who are you?|What are you?", "🤖"],
  ["How is the weather?|What is the weather?|What do you see in the sky?", "🌞"],
  ["What do you drink?|What do you drink in the morning?", "☕"],
  ["Which animal do you like?|What is your favorite animal?|What is your favourite animal?", "🐘"],
  ["What is your favorite food?|What do you eat?|What shall I eat?", "🍕"],
  ["What is your favorite fruit?|Which fruit do you like?", "🍎"],
];
