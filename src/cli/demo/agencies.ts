/** As the policy of invitations writes terms down. */
export interface Terms {
  commissionBps: number;
  paidFrom: 'platform' | 'creator';
  months: number;
  coolingOffDays: number;
  noticeDays: number;
  exclusive: boolean;
  coachingHoursMonthly: number;
  trialLive: boolean;
  brandBps?: number;
  hoursMonthly?: number;
  guarantee?: { amountMinor: number; currency: string; months: number };
  services?: Partial<Record<'training' | 'plan' | 'mentor' | 'equipment' | 'studio' | 'promotion', number>>;
}
/** What holds where an agency has set none of its own. */
export const standardTerms: Terms = {
  commissionBps: 800,
  paidFrom: 'platform',
  months: 6,
  coolingOffDays: 14,
  noticeDays: 7,
  exclusive: false,
  coachingHoursMonthly: 2,
  trialLive: false,
};
export type Role = 'owner' | 'manager' | 'coach' | 'scout' | 'finance';
export interface AgencyFacts {
  name: string;
  city: string;
  country: string;
  languages: string[];
  about: string;
  verified: boolean;
  own?: Partial<Terms>;
  /** Its people, without those who have a login. */
  staff: [string, Role][];
  messages: [string, string];
}

/** Invented, every one. The first has the logins; the first two are the ones that invite the second creator. */
export const agencyFacts: AgencyFacts[] = [
  {
    name: 'Northlight Studio',
    city: 'Berlin',
    country: 'DE',
    languages: ['de', 'en', 'tr'],
    about: 'Coaching for makers: pottery, music, drawing, cooking. A named coach, an answer within a day.',
    verified: true,
    own: { coachingHoursMonthly: 4, services: { plan: 14, mentor: 30 } },
    staff: [
      ['Nora Wittmann', 'manager'],
      ['Elif Arslan', 'coach'],
      ['Pavel Hruby', 'finance'],
    ],
    messages: [
      'We read your page twice and would like to plan the next months with you.',
      'Deine Abende halten Leute lange. Wir würden gern mit dir planen.',
    ],
  },
  {
    name: 'Casa Volta',
    city: 'Milano',
    country: 'IT',
    languages: ['it', 'en', 'de'],
    about: 'Una casa per chi vive di LIVE: studio, luci in prestito, contratti chiari.',
    verified: true,
    own: {
      commissionBps: 1500,
      months: 12,
      noticeDays: 14,
      coachingHoursMonthly: 6,
      trialLive: true,
      brandBps: 2000,
      hoursMonthly: 20,
      guarantee: { amountMinor: 40_000, currency: 'EUR', months: 3 },
      services: { equipment: 14 },
    },
    staff: [
      ['Ilaria Bonfanti', 'owner'],
      ['Dario Seghezzi', 'manager'],
      ['Marta Colleoni', 'coach'],
      ['Luca Vismara', 'scout'],
      ['Silvia Arrigoni', 'finance'],
    ],
    messages: [
      'Ti abbiamo seguita per qualche settimana: ci piacerebbe lavorare con te.',
      'A light kit on loan and six coaching hours a month. Read our terms in peace.',
    ],
  },
  {
    name: '青空ライブ',
    city: '大阪',
    country: 'JP',
    languages: ['ja', 'en'],
    about: '音楽と手仕事の配信者を支える小さな事務所です。',
    verified: true,
    own: { commissionBps: 1000, coachingHoursMonthly: 3 },
    staff: [
      ['石田 かおり', 'owner'],
      ['西村 拓也', 'manager'],
      ['原 ゆうこ', 'coach'],
      ['小川 大地', 'scout'],
      ['田村 誠', 'finance'],
    ],
    messages: ['配信を拝見しました。一緒に次の季節を考えませんか。', '無理のない予定づくりからお手伝いします。'],
  },
  {
    name: 'Mandacaru Lives',
    city: 'Recife',
    country: 'BR',
    languages: ['pt', 'es'],
    about: 'Agência do Nordeste para música, dança e boa conversa.',
    verified: true,
    own: { commissionBps: 1200, months: 3, trialLive: true },
    staff: [
      ['Socorro Bezerra', 'owner'],
      ['Jonas Cabral', 'manager'],
      ['Edilene Freire', 'coach'],
      ['Raí Fontenele', 'scout'],
      ['Célia Dantas', 'finance'],
    ],
    messages: ['Sua live é boa demais. Bora crescer juntos?', 'A gente cuida da agenda, você cuida do palco.'],
  },
  {
    name: 'Hẻm Nhỏ Media',
    city: 'Đà Nẵng',
    country: 'VN',
    languages: ['vi', 'en'],
    about: 'Đồng hành cùng người làm nghề thủ công và ca hát.',
    verified: true,
    staff: [
      ['Lương Thị Hòa', 'owner'],
      ['Mai Quốc Anh', 'manager'],
      ['Tạ Thu Hiền', 'coach'],
      ['Phan Nhật', 'scout'],
      ['Chu Bích', 'finance'],
    ],
    messages: ['Chúng mình rất thích buổi live của bạn. Mời bạn đọc điều khoản.', 'Một người hướng dẫn riêng, trả lời trong ngày.'],
  },
  {
    name: 'Galata Sahne',
    city: 'İstanbul',
    country: 'TR',
    languages: ['tr', 'en', 'de'],
    about: 'Müzik, yemek ve sohbet yayıncıları için ajans.',
    verified: true,
    own: { commissionBps: 900, noticeDays: 14 },
    staff: [
      ['Sevgi Altınok', 'owner'],
      ['Cem Durukan', 'manager'],
      ['Pelin Uysal', 'coach'],
      ['Arda Tekeli', 'scout'],
      ['Figen Soylu', 'finance'],
    ],
    messages: ['Yayınlarınızı severek izliyoruz. Şartlarımızı okur musunuz?', 'Haftada bir saat birebir koçluk öneriyoruz.'],
  },
  {
    name: 'Kilele Creators',
    city: 'Lagos',
    country: 'NG',
    languages: ['en', 'yo', 'fr'],
    about: 'We build LIVE rooms that pay their way. Lagos, Accra, Dakar.',
    verified: true,
    own: { commissionBps: 1000, months: 9, coachingHoursMonthly: 4 },
    staff: [
      ['Ngozi Balogun', 'owner'],
      ['Femi Ogunlana', 'manager'],
      ['Aïda Sarr', 'coach'],
      ['Kwame Darko', 'scout'],
      ['Yetunde Salako', 'finance'],
    ],
    messages: ['Your room has energy. Let us help you keep it on a schedule.', 'No pressure: read the terms, ask anything, decide later.'],
  },
  {
    name: 'Mesa Grande',
    city: 'Guadalajara',
    country: 'MX',
    languages: ['es', 'en'],
    about: 'Talento en vivo de México y los Andes, con cuentas claras.',
    verified: true,
    own: { commissionBps: 1400, months: 12, exclusive: true, coachingHoursMonthly: 5 },
    staff: [
      ['Leticia Corona', 'owner'],
      ['Rubén Salgado', 'manager'],
      ['Daniela Ochoa', 'coach'],
      ['Hugo Valdivia', 'scout'],
      ['Norma Cisneros', 'finance'],
    ],
    messages: ['Nos encanta tu comunidad. ¿Platicamos?', 'Te acompañamos con horarios, luz y contratos.'],
  },
  {
    name: '한빛 크루',
    city: '부산',
    country: 'KR',
    languages: ['ko', 'en'],
    about: '작은 방송을 오래 하도록 돕습니다.',
    verified: false,
    staff: [
      ['문지현', 'owner'],
      ['서동훈', 'manager'],
      ['배수진', 'coach'],
      ['노태영', 'scout'],
      ['구민정', 'finance'],
    ],
    messages: ['방송 잘 보고 있어요. 조건을 천천히 읽어 보세요.', '무리하지 않는 방송 계획을 함께 세워요.'],
  },
  {
    name: 'نجمة المساء',
    city: 'عمّان',
    country: 'JO',
    languages: ['ar', 'en', 'fr'],
    about: 'وكالة صغيرة لصنّاع البث المباشر: موسيقى وطبخ وحكايات.',
    verified: false,
    own: { commissionBps: 1000, trialLive: true },
    staff: [
      ['سمر القاضي', 'owner'],
      ['وليد عساف', 'manager'],
      ['ريم الخطيب', 'coach'],
      ['طارق جابر', 'scout'],
      ['مها درويش', 'finance'],
    ],
    messages: ['نتابع بثك منذ أسابيع ويسعدنا أن نعمل معك.', 'اقرأ الشروط على مهل واسأل ما تشاء.'],
  },
  {
    name: 'Pixel Harbour',
    city: 'Bristol',
    country: 'GB',
    languages: ['en', 'fr', 'pl'],
    about: 'Games, chess and late-night talk. We schedule, you play.',
    verified: false,
    own: { commissionBps: 700, months: 3, coachingHoursMonthly: 1 },
    staff: [
      ['Bryony Tapscott', 'owner'],
      ['Ewan Ridgeway', 'manager'],
      ['Sunita Karia', 'coach'],
      ['Milo Penrose', 'scout'],
      ['Gwen Attwater', 'finance'],
    ],
    messages: ['Three months, seven per cent, no exclusivity. Have a look.', 'Your chat is the kindest we have sat in. Talk to us?'],
  },
  {
    name: 'दीपशिखा स्टूडियो',
    city: 'पुणे',
    country: 'IN',
    languages: ['hi', 'en', 'mr'],
    about: 'संगीत, नृत्य और हस्तकला के लाइव कलाकारों के साथ।',
    verified: false,
    staff: [
      ['वसुधा कुलकर्णी', 'owner'],
      ['नितिन भोसले', 'manager'],
      ['श्रुति देशपांडे', 'coach'],
      ['समीर काले', 'scout'],
      ['गीता पवार', 'finance'],
    ],
    messages: ['आपका लाइव हमें बहुत अच्छा लगा। शर्तें पढ़कर बताइए।', 'हर महीने दो घंटे की कोचिंग, बिना किसी जल्दी के।'],
  },
];
