// What the made-up creators are made of: names as people write them in eleven scripts and a few dozen words of each language. Nobody real.
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export interface Culture {
  language: string;
  /** Where its speakers are, the most first. */
  countries: readonly string[];
  first: readonly string[];
  last: readonly string[];
  /** Last name first, and nothing between. */
  joined?: boolean;
  /** Words of a bio, the most usual first; written together where the script has no spaces. */
  bio: readonly string[];
  between: string;
}
const culture = (language: string, countries: string, first: string, last: string, bio: string, more: Partial<Culture> = {}): Culture => ({
  language,
  countries: words(countries),
  first: words(first),
  last: words(last),
  bio: words(bio),
  between: ' ',
  ...more,
});

/** The most usual language first: its place gives its share. */
export const cultures: readonly Culture[] = [
  culture(
    'en',
    'US GB CA AU PH NG IN IE NZ ZA SG',
    'Mia Luna Jack Ella Noah Ava Ruby Max Zoe Leo Grace Owen Ivy Finn Lily Jude Nora Cole Hazel Dean Stella Troy Violet Blake Daisy',
    'Carter Brooks Reed Hayes Walsh Bennett Foster Quinn Parker O’Neil Marsh Doyle Hunt Steele Lane Webb Frost Knight Archer Vance',
    'live every night music games and chill come say hi streaming from my room cozy vibes singing cooking art good friends coffee cats late love real new daily talk battle dance road best time community',
  ),
  culture(
    'es',
    'MX ES CO AR CL PE EC VE US',
    'Sofía José Lucía Mateo Valentina Diego Camila Andrés Ximena Ángel Renata Iván Paloma Nicolás Inés Raúl',
    'García Hernández López Martínez Núñez Peña Ramírez Ibáñez Castaño Muñoz Gómez Ávila Ríos Fuentes',
    'en vivo todas las noches música juegos y risas ven a saludar cocina baile charla buena gente café gatos arte desde mi casa corazón siempre',
  ),
  culture(
    'pt',
    'BR PT AO MZ',
    'João Beatriz Caio Larissa Thiago Júlia Luís Mariana Vinícius Letícia Renan Conceição',
    'Silva Araújo Gonçalves Magalhães Simões Pereira Falcão Brandão Nóbrega Assunção',
    'ao vivo toda noite música jogos conversa boa gente vem dar oi dança cozinha arte café gatos sempre alegria',
  ),
  culture(
    'ja',
    'JP US',
    'みなみ さくら 蓮 陽菜 ゆい 大翔 はるか 翼 ひなた 葵 そら 美月 りん 颯太 ことね',
    '佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村 小林 加藤 吉田 山田 佐々木 松本',
    '毎晩配信 音楽 ゲーム 雑談 歌ってみた 料理 陶芸 初見さん歓迎 のんびり 猫 コーヒー 弾き語り 朝活 応援よろしく 楽しい時間 ダンス',
    { joined: true, between: '' },
  ),
  culture(
    'ko',
    'KR US',
    '하늘 지민 서연 민준 지우 수아 도윤 예린 태현 유나 시우 채원 은우 나래',
    '김 이 박 최 정 강 조 윤 장 임 한 오',
    '매일 방송 음악 게임 소통 노래 요리 먹방 고양이 커피 일상 춤 그림 저녁 반가워요 응원',
    { joined: true },
  ),
  culture(
    'ru',
    'RU KZ BY UA DE',
    'Анна Иван Мария Дмитрий Ольга Алексей Екатерина Никита Полина Сергей Юлия Артём',
    'Иванова Смирнов Кузнецов Попова Волков Соколова Морозов Лебедева Новиков Зайцева Ёлкин',
    'эфир каждый вечер музыка игры общение готовка кошки кофе рисую пою танцы добро пожаловать всем привет мастерская',
  ),
  culture(
    'de',
    'DE AT CH',
    'Jürgen Lena Zoë Björn Mara Käthe Lukas Frieda Nils Anneke Tilda Jonas',
    'Müller Weber Schäfer Weiß Krüger Vogel Böhm Lange Jäger Fuchs Köhler',
    'jeden abend live musik spiele und quatsch töpfern kochen kaffee katzen schau vorbei gemütlich zeichnen handwerk aus berlin',
  ),
  culture(
    'fr',
    'FR BE CA CH SN CI',
    'Chloé Théo Élise Zoé Hugo Maëlle Rémi Anaïs Noé Léonie Gaëtan',
    'Lefèvre Moreau Gérard Fournier Bélanger Girard Côté Dubois Renaud Picard',
    'en direct tous les soirs musique jeux cuisine viens dire bonjour chats café dessin bonne humeur danse chez moi',
  ),
  culture(
    'id',
    'ID MY',
    'Dewi Rizky Putri Bagus Ayu Fajar Indah Wahyu Sari Dimas Citra Galih',
    'Pratama Wijaya Lestari Nugroho Santoso Hidayat Permata Saputra Maharani',
    'live setiap malam musik game ngobrol santai masak kucing kopi nyanyi teman baru salam kenal',
  ),
  culture(
    'ar',
    'EG SA MA IQ AE DZ',
    'ليلى أحمد سارة يوسف مريم عمر نور خالد هدى طارق رنا كريم',
    'حسن إبراهيم العلي منصور الخطيب سليمان الشامي ناصر حداد قاسم',
    'بث كل ليلة موسيقى ألعاب دردشة طبخ قهوة قطط غناء أهلا وسهلا أصدقاء رسم يوميات',
  ),
  culture(
    'zh',
    'TW CN HK SG MY',
    '小雨 思琪 子轩 美玲 志明 雅婷 浩然 诗涵 家豪 欣怡 宇航 梓萱',
    '王 李 張 刘 陳 楊 黄 赵 吳 周 徐 孙',
    '每晚直播 音樂 遊戲 聊天 唱歌 美食 手作 貓咪 咖啡 日常 歡迎新朋友 跳舞 畫畫 加油',
    { joined: true, between: '' },
  ),
  culture(
    'vi',
    'VN US',
    'Thảo Minh Hương Đức Linh Quân Ngọc Huy Trâm Khánh Thùy',
    'Nguyễn Trần Lê Phạm Hoàng Võ Đặng Bùi Đỗ Dương',
    'trực tiếp mỗi tối âm nhạc trò chơi tâm sự nấu ăn mèo cà phê hát bạn mới chào',
  ),
  culture(
    'th',
    'TH',
    'สมชาย มะลิ ณัฐ ฟ้าใส ธนา น้ำฝน ปกรณ์ ใบเตย กานดา วิน',
    'ใจดี ทองสุข แสงจันทร์ รักไทย ศรีสวัสดิ์ บุญมา วงศ์ใหญ่',
    'ไลฟ์ทุกคืน เพลง เกม คุยเล่น ทำอาหาร แมว กาแฟ ร้องเพลง วาดรูป สวัสดีเพื่อนใหม่',
  ),
  culture(
    'tr',
    'TR DE CY',
    'Elif Çağla Mert Şule Emre Gökçe İrem Barış Ayşe Kaan',
    'Yılmaz Çelik Öztürk Şahin Doğan Aydın Güneş Koç Işık',
    'her gece canlı müzik oyun sohbet yemek kahve kedi resim seramik hoş geldiniz dostlar',
  ),
  culture(
    'hi',
    'IN NP',
    'आरव दिया रोहन प्रिया कबीर अनन्या विक्रम मीरा',
    'शर्मा वर्मा सिंह गुप्ता पटेल यादव मिश्रा',
    'हर रात लाइव संगीत खेल बातें खाना चाय गाना नमस्ते दोस्तों',
  ),
  culture(
    'pl',
    'PL GB',
    'Zofia Łukasz Małgorzata Paweł Żaneta Michał Kasia Jędrzej',
    'Wójcik Kowalczyk Zieliński Woźniak Dąbrowska Król Łuczak',
    'na żywo co wieczór muzyka gry rozmowy kuchnia koty kawa rysunek zapraszam wszystkich',
  ),
  culture(
    'uk',
    'UA PL',
    'Оксана Тарас Соломія Богдан Леся Ярослав',
    'Шевченко Коваль Бойко Гончар Їжакевич Мельник',
    'ефір щовечора музика ігри спілкування коти кава малюю співаю вітаю',
  ),
  culture(
    'el',
    'GR CY',
    'Ελένη Γιώργος Μαρία Νίκος Δάφνη',
    'Παπαδάκη Νικολάου Σταύρου Γεωργίου',
    'ζωντανά κάθε βράδυ μουσική παιχνίδια κουβέντα καφές γάτες',
  ),
];

export const categories: readonly string[] =
  `Just Chatting;Music;Singing;Gaming;Dance;Cooking;Beauty;Talk Show;Battle Royale;Art;Fitness;ASMR;Travel;Fashion;Study;Chess;Outdoor;Comedy;
  Mukbang;Pottery;Guitar;DJ;Makeup;Language Lessons;Astrology;Karaoke;Pets;Shooter;Strategy;Retro Games;Speedrun;Role Play;Card Games;Racing;
  Football;Crafts;Sewing;Woodwork;Gardening;Coding;Science;Books;Podcast;Painting;Magic;Anime;Cosplay;Cars;Fishing;Yoga;Baking;Tea;Night Walk;
  Drums;Piano;Violin;Rap;Choir;Street Food;Farm Life`
    .split(';')
    .map((name) => name.trim());

export const tags: readonly string[] = words(
  `chill newcomer nightowl cozy funny english family friendly pk battle league singing guitar piano rap dance kpop anime vtuber cosplay makeup skincare
  fashion cooking baking mukbang asmr study pomodoro fitness yoga chess speedrun retro indie fps moba minecraft pottery kiln glaze painting sketch knitting
  garden cats dogs travel hiking fishing cars bikes football basketball books poetry tarot magic comedy podcast news tech coding science space history
  languages tea coffee wine farm ocean mountain city nightwalk sunrise 陶芸 音楽 歌枠 노래 요리 готовка музыка طبخ موسيقى เพลง 直播 唱歌`,
);

/** What handles are made of besides syllables. */
export const nicks: readonly string[] = words(
  `luna mika nova zed pixel ruby kira yuki sora nina leo max jay rio ash sky blue zoe lena mara nico toni ivy milo koko bella frost ember storm
  shadow ninja panda tiger wolf fox bunny kitty bear hawk raven viper cobra dragon phoenix ghost witch queen king prince duke baron captain major`,
);
export const things: readonly string[] = words(
  `wolf star moon light fire ice rain cloud river stone rose lily sage pepper honey sugar candy mango lemon cherry peach berry cookie waffle noodle
  sushi taco pixel byte glitch arcade quest rogue mage knight archer hunter rider racer gamer player streamer singer dancer painter chef baker dreamer
  sleeper walker runner jumper smith mason craft works studio garden corner room cave den nest camp road street town island valley harbor`,
);
export const ends: readonly string[] = words('tv live official xo hd music art vibes gg uwu plays sings daily world real');
