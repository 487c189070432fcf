/** What the model knows: a thing, what it is, one sentence or more about it, its color and its emoji, where it has them. */
export interface Thing {
  /** With its article: "a dog", "the sun", "water". */
  readonly name: string;
  /** "an animal". */
  readonly what: string;
  readonly facts: readonly string[];
  readonly color?: string;
  readonly emoji?: string;
}

/** Name | what it is | facts | color | emoji */
const table = `
a dog|an animal|It has four legs and a tail. It can bark and run. A dog is a good friend.|brown|🐶
a cat|an animal|It has soft fur and sharp ears. It says meow and likes to sleep.||🐱
a horse|a big animal|It has four strong legs. It can run very fast and eats grass.|brown|🐴
a cow|a farm animal|It eats grass and gives us milk. It says moo.||🐮
a pig|a farm animal|It is round and has a curly tail. It likes to lie in the mud.|pink|🐷
a sheep|a farm animal|It has soft, warm wool. We make clothes from its wool.|white|🐑
a goat|a farm animal|It has horns and a beard. It can climb very well.||🐐
a hen|a bird on the farm|It lays eggs. It cannot fly very far.||🐔
a duck|a bird|It can swim and fly. It says quack.||🦆
a bird|an animal with wings|It has feathers and can fly. Many birds can sing.||🐦
an owl|a bird|It sleeps in the day and flies at night. It has big, round eyes.|brown|🦉
an eagle|a big bird|It flies very high. It can see very well.|brown|🦅
a penguin|a bird|It cannot fly, but it can swim very well. It lives where it is cold.|black and white|🐧
a parrot|a colorful bird|It can learn to say words. It lives in warm forests.||🦜
a swan|a big white bird|It has a long neck. It swims on lakes.|white|🦢
a fox|a wild animal|It has red fur and a long tail. A fox is clever.|red|🦊
a wolf|a wild animal|It looks like a big dog. Wolves live together and howl at the moon.|gray|🐺
a bear|a big wild animal|It is very strong and likes honey. It sleeps all winter.|brown|🐻
a rabbit|a small animal|It has long ears and can jump. It likes to eat carrots.||🐰
a mouse|a very small animal|It has a long tail. It likes to eat cheese and seeds.|gray|🐭
a hedgehog|a small animal|It has many sharp spines on its back. It can roll into a ball.|brown|🦔
a squirrel|a small animal|It has a big tail and climbs trees. It likes to eat nuts.|brown|
a deer|a wild animal|It lives in the forest. It is shy and can run fast.|brown|🦌
an elephant|a very big animal|It has a long nose and big ears. It can drink with its nose.|gray|🐘
a lion|a big cat|It lives in Africa and roars very loud. It is the king of the animals.|yellow|🦁
a tiger|a big cat|It has orange fur with black stripes. It is very strong.|orange|🐯
a monkey|an animal|It lives in trees and can climb very well. It likes bananas.|brown|🐵
a giraffe|a tall animal|It has a very long neck. It eats leaves from high trees.||🦒
a zebra|an animal|It looks like a horse with black and white stripes.|black and white|🦓
a camel|an animal of the desert|It can live for many days without water. It has a hump on its back.|brown|🐫
a kangaroo|an animal|It can jump very far. It carries its baby in a bag.|brown|🦘
a panda|a bear|It is black and white and lives in China. It eats bamboo.|black and white|🐼
a koala|an animal|It lives in trees and sleeps nearly all day. It is gray and soft.|gray|🐨
a snake|an animal without legs|It is long and thin. It moves over the ground without a sound.||🐍
a frog|a small animal|It lives near water and can jump far. It catches flies with its tongue.|green|🐸
a turtle|a slow animal|It has a hard shell on its back. It can live for a very long time.|green|🐢
a crocodile|a dangerous animal|It lives in rivers and has many sharp teeth.|green|🐊
a fish|an animal that lives in water|It can swim and has no legs.||🐟
a shark|a big fish|It lives in the sea and has many sharp teeth.|gray|🦈
a whale|the biggest animal in the sea|It is as big as a house. It comes up to breathe.|blue|🐳
a dolphin|a clever animal in the sea|It can jump out of the water. It likes to play.|gray|🐬
an octopus|an animal in the sea|It has eight long arms. It can hide very well.||🐙
a crab|a small animal by the sea|It has a hard shell and walks to the side.|red|🦀
a snail|a very slow animal|It carries its house on its back.||🐌
a bee|a small insect|It flies from flower to flower and makes honey.|yellow and black|🐝
an ant|a very small insect|It is very strong. Ants live and work together.|black|🐜
a butterfly|an insect|It has four colorful wings. First it is a caterpillar, and then it can fly.||🦋
a spider|a small animal with eight legs|It makes a net and catches flies in it.|black|
a ladybug|a small insect|It is red with black dots.|red|🐞
a bat|an animal that flies at night|It sleeps with its head down. It can hear very well.|black|🦇
a dinosaur|an animal of long ago|Some dinosaurs were as big as a house. They are all gone now.||🦕
a dragon|an animal in stories|It has wings and can make fire. Dragons are not real.|green|🐉
a unicorn|an animal in stories|It looks like a white horse with a horn. Unicorns are not real.|white|🦄
an apple|a fruit|It grows on a tree. It is round and sweet.|red|🍎
a banana|a fruit|It is long, yellow and sweet. Monkeys like bananas.|yellow|🍌
a pear|a fruit|It grows on a tree. It is green and sweet.|green|🍐
an orange|a fruit|It is round and full of juice. It grows where it is warm.|orange|🍊
a lemon|a fruit|It is yellow and very sour.|yellow|🍋
a cherry|a small fruit|It is red and sweet, with a stone inside.|red|🍒
a strawberry|a small fruit|It is red and sweet. It grows near the ground.|red|🍓
a melon|a big fruit|It is round and full of water. It is good on a hot day.|green|🍉
a pineapple|a fruit|It is sweet and yellow inside. It grows where it is warm.|yellow|🍍
a grape|a small fruit|Many grapes grow together. We can make juice from them.|green|🍇
a peach|a fruit|It is soft and sweet, with a stone inside.|orange|🍑
a carrot|a vegetable|It is long and orange. It grows in the ground.|orange|🥕
a potato|a vegetable|It grows in the ground. We can cook it in many ways.|brown|🥔
a tomato|a red fruit|We eat it in salad and in sauce.|red|🍅
corn|a yellow plant|It grows in big fields. We can make popcorn from it.|yellow|🌽
a pumpkin|a big vegetable|It is round and orange. We can make soup from it.|orange|🎃
a mushroom|a thing that grows in the forest|It has a hat and one leg. Some mushrooms are good to eat.|brown|🍄
bread|a food|We make it from flour and water and bake it in an oven.|brown|🍞
cheese|a food|We make it from milk. Mice like it, too.|yellow|🧀
an egg|a thing that a hen lays|It has a shell. We can cook it and eat it.|white|🥚
rice|a food|It is small and white. Many people eat it every day.|white|🍚
pizza|a food from Italy|It is round, with cheese and tomatoes on it.||🍕
soup|a warm food|We eat it with a spoon. It is good on a cold day.||🍲
a cake|a sweet food|We eat it at a birthday party.||🎂
a cookie|a small sweet food|It is round and baked in an oven.|brown|🍪
chocolate|a sweet food|It is brown and melts in the mouth.|brown|🍫
ice cream|a cold and sweet food|We eat it in summer.||🍦
honey|a sweet food|Bees make it from flowers.|yellow|🍯
milk|a drink|It is white and comes from a cow.|white|🥛
tea|a hot drink|We make it with hot water and leaves.||🍵
coffee|a hot drink|It is dark, and it makes people awake.|black|☕
water|what we drink every day|It falls from the sky as rain. All animals and plants need it.||💧
salt|a white thing from the sea|It makes food taste good.|white|🧂
the sun|a star|It is very big and very hot. It gives us light and makes us warm.|yellow|🌞
the moon|a big round stone in the sky|It moves around the Earth. At night, it gives us a little light.|white|🌙
a star|a big ball of hot gas|It is very far away. At night, we can see many stars.|white|⭐
the Earth|our home|It is a big round ball that moves around the sun.|blue|🌍
the sky|what we see above us|In the day it is blue, and at night it is dark and full of stars.|blue|
a cloud|made of many small drops of water|It moves with the wind. Rain falls from clouds.|white|
rain|water that falls from clouds|It makes the plants grow.||☔
snow|frozen water|It falls from the sky in winter. It is white and cold.|white|⛄
ice|frozen water|It is hard, cold and slippery.|white|🧊
wind|air that moves|We cannot see it, but we can feel it.||💨
a storm|very strong wind with rain|It is safe to stay at home in a storm.||
a rainbow|an arc of many colors in the sky|We see it when there is sun and rain at the same time.||🌈
fire|hot and bright|It gives light and makes us warm. But be careful, it can burn you.|red|🔥
a river|water that flows to the sea|Fish live in it, and boats go on it.|blue|
a lake|a lot of water with land around it|We can swim in it in summer.|blue|
the sea|a very big water|It is salty and deep. Whales and fish live in it.|blue|🌊
an island|land with water all around it|You need a boat to get there.||
a mountain|a very high hill|On the top, there is often snow.||🗻
a forest|a place with many trees|Deer, foxes and owls live there.|green|🌲
a desert|a very dry place|There is a lot of sand, and it does not rain much.|yellow|
a beach|a place by the sea|There is sand, and you can play and swim.||
a tree|a big plant|It has leaves and branches. Birds make their nests in it.|green|🌳
a flower|a plant|It is colorful and smells good. Bees like flowers.||🌸
a rose|a flower|It smells very good. Be careful, it has thorns.|red|🌹
a sunflower|a tall yellow flower|It turns to the sun.|yellow|🌻
grass|a green plant|It grows everywhere. Cows and sheep eat it.|green|🌱
a leaf|a part of a tree|It is green in summer and falls down in autumn.|green|🍃
a seed|a very small thing|A plant grows out of it when it has water and sun.||🌱
a house|a place to live in|It has walls, a roof, windows and a door.||🏠
a school|a place to learn|Children learn to read and write there.||🏫
a castle|a big old house for a king|It has thick walls and towers.|gray|🏰
a farm|a place with animals and fields|A farmer works there.||🚜
a city|a place where many people live|It has many streets and houses.||🌃
a bridge|a way over a river|People and cars can go over it.||🌉
a lighthouse|a tower by the sea|Its light shows ships the way at night.||
a car|a machine with four wheels|It takes people from one place to another.|red|🚗
a bus|a big car for many people|It stops at many places in the city.|red|🚌
a train|a long machine on rails|It is fast and takes many people.||🚆
a bicycle|a machine with two wheels|You move it with your legs.||🚲
a boat|a thing that goes on water|It can have a sail or a motor.||⛵
a ship|a very big boat|It can go over the sea.||🚢
a plane|a machine that flies|It takes people far away, over mountains and seas.|white|✈️
a rocket|a machine that flies into space|It is very fast and very loud.||🚀
a book|a thing to read|It has many pages with words and pictures.||📖
a pen|a thing to write with|It has ink in it.|blue|
a clock|a thing that shows the time|It has two hands and twelve numbers.||🕐
a lamp|a thing that gives light|We need it when it is dark.||💡
a key|a small thing of metal|It opens a door.||🔑
a chair|a thing to sit on|It has four legs and a back.||🪑
a table|a thing with four legs|We eat and work at it.|brown|
a bed|a thing to sleep in|It is soft and warm.||
a door|the way into a room|You can open it and close it.||🚪
a window|a hole in the wall with glass|It lets light in, and you can look out.||
a ball|a round toy|You can throw it, catch it and kick it.||⚽
a kite|a toy that flies in the wind|You hold it by a long string.||🪁
a doll|a toy that looks like a small person|Children play with it.||🪆
a balloon|a thing full of air|It is light and round. It can pop!|red|🎈
a drum|a thing to make music with|You hit it, and it goes boom.||🥁
a guitar|a thing to make music with|It has six strings.||🎸
a piano|a big thing to make music with|It has black and white keys.|black|🎹
a hat|a thing to wear on your head|It keeps you warm in winter and cool in summer.||🎩
a shoe|a thing to wear on your foot|You need two of them.||👟
a coat|a thing to wear when it is cold|It is thick and warm.||🧥
an umbrella|a thing for rainy days|It keeps you dry.||☔
a computer|a machine that works with numbers|It can write, count and show pictures. I live in one!||💻
a phone|a thing to talk to people who are far away|You can hold it in your hand.||📱
a robot|a machine that can move and work|It does what people tell it.||🤖
a camera|a thing to take pictures with|It needs light.||📷
a language model|a program that writes word after word|It has learned from many texts. I am a very small one.||🤖
a word|a small part of a language|We make sentences from words.||
a number|a thing to count with|One, two and three are numbers.||
a story|a row of things that happen|It has a beginning and an end. I can tell you one.||📖
a song|words with music|You can sing it alone or with friends.||🎵
music|made of beautiful sounds|People play it, sing it and dance to it.||🎵
a friend|somebody who likes you|A friend helps you when you are sad and laughs with you.||🤝
a teacher|somebody who helps others to learn|Teachers work in a school.||
a doctor|somebody who helps sick people|Doctors work in a hospital.||
a farmer|somebody who works on a farm|A farmer has animals and fields.||
a baker|somebody who makes bread and cake|A baker gets up very early.||
a sailor|somebody who works on a ship|A sailor knows the sea and the wind.||
a king|a man who rules a land|He wears a crown and lives in a castle.||👑
a queen|a woman who rules a land|She wears a crown and lives in a castle.||👑
a pirate|a robber on the sea|A pirate has a ship and looks for treasure.||
a birthday|the day on which you were born|There is a cake, and you get older by one year.||🎂
winter|the cold time of the year|It snows, and the days are short.|white|⛄
summer|the warm time of the year|The days are long, and you can swim.||🌞
spring|the time when flowers begin to grow|It comes after winter.|green|🌷
autumn|the time when leaves fall|It comes after summer.||🍂
a day|the time from one morning to the next|It has twenty-four hours.||
a week|seven days|It begins on Monday and ends on Sunday.||
a year|the time of twelve months|It has spring, summer, autumn and winter.||
a dream|a story that you see when you sleep|It can be nice or strange.||💤
gold|a yellow metal|It is shiny, and people pay a lot for it.|yellow|
love|a warm feeling|You want somebody to be happy.||❤️
`;

/** All the things, in the order of the table. */
export const things: readonly Thing[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [name, what, facts, color, emoji] = line.split("|");
    return {
      name,
      what,
      facts: facts.split(/(?<=[.!]) /),
      color: color || undefined,
      emoji: emoji || undefined,
    };
  });
