#include "generate/phrases.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace vefa::generate {
namespace {

Phrases turkish() {
  return {
      Language::Tr,
      {"Ayşe",   "Fatma",   "Emine", "Zeynep", "Elif",    "Merve",  "Büşra",   "Özlem",
       "Gülşen", "Şeyma",   "Irmak", "İpek",   "Çiğdem",  "Hatice", "Sibel",   "Derya",
       "Mehmet", "Mustafa", "Ahmet", "Ali",    "Hüseyin", "Hasan",  "İbrahim", "Osman",
       "Murat",  "Ömer",    "Yusuf", "Emre",   "Burak",   "Oğuz",   "Çağrı",   "Uğur",
       "Tolga",  "Serkan",  "Kerem", "Barış",  "Umut",    "Volkan", "Ilgaz",   "Tuğba"},
      {"Yılmaz", "Kaya",    "Demir",   "Çelik",  "Şahin", "Yıldız",  "Yıldırım", "Öztürk",
       "Aydın",  "Özdemir", "Arslan",  "Doğan",  "Kılıç", "Aslan",   "Çetin",    "Kara",
       "Koç",    "Kurt",    "Özkan",   "Şimşek", "Polat", "Korkmaz", "Çakır",    "Erdoğan",
       "Güneş",  "Işık",    "Keskin",  "Avcı",   "Tekin", "Bulut",   "Taş",      "Aksoy",
       "Yalçın", "Güler",   "Bozkurt", "Sarı",   "Duman", "Ünal",    "Turan",    "Acar"},
      {"buzdolabı", "çamaşır makinesi", "bulaşık makinesi", "fırın", "klima", "kombi",
       "kurutma makinesi", "davlumbaz", "elektrikli süpürge", "su ısıtıcısı", "mikrodalga",
       "televizyon"},
      {"kapak contası", "pompa", "termostat", "filtre", "rezistans", "kumanda", "kayış", "anakart",
       "menteşe", "fan motoru", "sensör", "hortum"},
      {{{"{product} hakkında bir soru", "Garanti ne zaman bitiyor?", "Kullanma kılavuzu nerede?"},
        {"{product} için bir öneri", "Uygulamanız için bir fikir", "Servis saatleri için öneri"},
        {"Teknisyen gelmedi", "Üçüncü kez arıyorum", "Faturada yanlışlık var"},
        {"{product} çalışmıyor", "{product} ses yapıyor", "{part} bozuldu"},
        {"{product} montajı ne zaman?", "Montaj randevusu", "Yeni eve kurulum"},
        {"{product} bakımı", "Yıllık bakım randevusu", "Söz verilen ücretsiz bakım"},
        {"{part} siparişi", "Yedek parça: {part}", "Siparişim nerede?"},
        {"{product} iadesi", "Yanlış renk geldi", "Kutu hasarlı çıktı"}}},
      {"Merhaba,", "İyi günler,", "Merhabalar,", "Sayın yetkili,", "Kolay gelsin,"},
      {"Geçen ay aldığım {product} dünden beri çalışmıyor.",
       "{product} her çalıştırdığımda garip bir ses çıkarıyor.",
       "Cihazın altından su sızıyor, mutfağın zemini ıslandı.",
       "Ekranda hata kodu yanıp sönüyor, kapatıp açtım, düzelmedi.",
       "{part} gevşemiş gibi duruyor, elle tutunca oynuyor.",
       "Satın alırken ücretsiz bakım sözü verilmişti, kaydını göremiyorum.",
       "Evde küçük çocuk var, bu yüzden acelemiz var.",
       "Garanti belgem yanımda, faturayı da ekledim.",
       "Daha önce iki kez aradım, geri dönüş yapılmadı.", "Bayram öncesi yetişirse çok seviniriz.",
       "{product} soğutmuyor, içindekiler bozulmaya başladı.",
       "Kapağı kapanmıyor, {part} yerinden çıkmış olabilir.",
       "Bir hafta sonra taşınıyoruz, yeni adrese kurulum gerekiyor.",
       "Hangi yedek parçanın uyduğundan emin olamadım.",
       "Elektrik kesintisinden sonra bir daha açılmadı."},
      {"Cevabınız için teşekkürler, fotoğrafı ekledim.",
       "Dediğinizi denedim ama değişen bir şey olmadı.",
       "Yarın öğleden sonra evdeyim, gelebilirsiniz.",
       "Parçanın ne zaman geleceğini öğrenebilir miyim?",
       "Adresim aynı, kapı zili çalışmıyor, lütfen arayın.",
       "Hâlâ aynı sorun var, rica ederim bir bakın."},
      {"Teşekkür ederim.", "İlginize teşekkürler.", "Saygılarımla.", "Haber bekliyorum."},
      {"Yaşadığınız sorun için üzgünüz, hemen ilgileniyoruz.",
       "Teknik ekibimiz {product} için size randevu verecek.",
       "Kayıtlarımıza göre cihazınız garanti kapsamında, ücret alınmayacak.",
       "Lütfen cihazın fişini çekip on dakika bekledikten sonra yeniden deneyin.",
       "{part} stokta var, yarın yola çıkıyor.", "Gönderdiğiniz fotoğraf çok yardımcı oldu.",
       "Size en geç yarın akşam saat beşe kadar bilgi vereceğiz.",
       "Satış sırasında verilen bakım sözünü kayda geçirdik."},
      {"Onarım tamamlandı, {product} yeniden çalışıyor olmalı.",
       "{part} ücretsiz değiştirildi, başka bir sorun olursa buradayız.",
       "Kurulum bugün yapıldı, güle güle kullanın.", "İade tutarı hesabınıza gönderildi."},
      {"Müşteri ikinci kez arıyor, öncelikli bakalım.", "Parça merkez depodan istendi.",
       "Teknisyen saat on birde orada olacak.", "Faturayı kontrol ettim, garanti sürüyor.",
       "{part} için yetkili servise yönlendirdim."},
      "Mesajınızı aldık. Size söz verdiğimiz sürede yanıt vereceğiz.",
      "Size söz verdiğimiz saatte yanıt veremedik. Özür dileriz; bunu hemen düzeltiyoruz.",
      "Seri numarası: "};
}

Phrases hungarian() {
  return {
      Language::Hu,
      {"Anna",   "Katalin", "Erzsébet", "Mária",  "Ildikó", "Ágnes",  "Zsuzsanna", "Éva",
       "Judit",  "Márta",   "Zsófia",   "Hanna",  "Réka",   "Eszter", "Tünde",     "László",
       "István", "József",  "János",    "Zoltán", "Sándor", "Gábor",  "Ferenc",    "Attila",
       "Péter",  "Tamás",   "Zsolt",    "Balázs", "Gergő",  "Ádám",   "Bence",     "Dávid",
       "Márton", "Ákos",    "Bálint",   "Győző"},
      {"Nagy",   "Kovács", "Tóth",   "Szabó",  "Horváth",  "Varga",  "Kiss",    "Molnár",
       "Németh", "Farkas", "Balogh", "Papp",   "Takács",   "Juhász", "Lakatos", "Mészáros",
       "Oláh",   "Simon",  "Rácz",   "Fekete", "Szilágyi", "Török",  "Fehér",   "Balázs",
       "Gál",    "Kis",    "Szűcs",  "Kocsis", "Orsós",    "Pintér", "Fodor",   "Szalai",
       "Sipos",  "Magyar", "Lukács", "Gulyás"},
      {"hűtőszekrény", "mosógép", "mosogatógép", "sütő", "klíma", "kazán", "szárítógép",
       "páraelszívó", "porszívó", "vízforraló", "mikrohullámú sütő", "televízió"},
      {"ajtótömítés", "szivattyú", "termosztát", "szűrő", "fűtőszál", "távirányító", "ékszíj",
       "vezérlőpanel", "zsanér", "ventilátor", "érzékelő", "tömlő"},
      {{{"Kérdés: {product}", "Meddig tart a jótállás?", "Hol találom a használati útmutatót?"},
        {"Javaslat: {product}", "Ötlet az alkalmazáshoz", "Javaslat a nyitvatartáshoz"},
        {"Nem jött ki a szerelő", "Harmadszor telefonálok", "Hibás a számla"},
        {"Nem működik: {product}", "Zajos a készülék", "Eltört alkatrész: {part}"},
        {"Mikor lesz a beüzemelés?", "Beszerelés időpontja", "Beüzemelés az új lakásban"},
        {"Karbantartás: {product}", "Éves karbantartás", "A vásárláskor ígért karbantartás"},
        {"Rendelés: {part}", "Pótalkatrész: {part}", "Hol tart a rendelésem?"},
        {"Visszaküldés: {product}", "Rossz színt kaptam", "Sérült csomagolás"}}},
      {"Jó napot kívánok!", "Tisztelt Ügyfélszolgálat!", "Üdvözlöm!", "Kedves Címzett!"},
      {"A múlt hónapban vásárolt {product} tegnap óta nem működik.",
       "Minden indításkor furcsa hangot ad.", "A készülék alól víz szivárog, már a padló is vizes.",
       "A kijelzőn hibakód villog, a kikapcsolás nem segített.",
       "Úgy látom, meglazult valami: {part}.",
       "Vásárláskor ingyenes karbantartást ígértek, de nem látom a nyilvántartásban.",
       "Kisgyerekünk van, ezért sürgős lenne.", "A jótállási jegy megvan, a számlát mellékeltem.",
       "Kétszer is telefonáltam, de senki sem hívott vissza.",
       "Az ünnepek előtt szeretnénk megoldani.", "Nem hűt rendesen, az étel kezd megromlani.",
       "Az ajtaja nem záródik, talán a tömítés hibás.",
       "Jövő héten költözünk, az új címen kellene beüzemelni.",
       "Nem vagyok biztos benne, melyik alkatrész való hozzá.",
       "Áramszünet után nem kapcsolt be többet."},
      {"Köszönöm a választ, mellékeltem a fényképet.",
       "Kipróbáltam, amit írt, de nem változott semmi.", "Holnap délután otthon leszek, jöhetnek.",
       "Megtudhatom, mikor érkezik az alkatrész?",
       "A cím ugyanaz, a csengő nem működik, kérem, telefonáljanak.",
       "Továbbra is ugyanaz a hiba, kérem, nézzék meg."},
      {"Köszönöm.", "Köszönettel:", "Üdvözlettel:", "Várom a válaszát."},
      {"Sajnáljuk a kellemetlenséget, azonnal foglalkozunk vele.",
       "Szerelőnk hamarosan időpontot egyeztet Önnel.",
       "Nyilvántartásunk szerint a készülék jótállás alatt áll, nem kell fizetnie.",
       "Kérjük, húzza ki a készüléket, várjon tíz percet, majd próbálja újra.",
       "Raktáron van, holnap feladjuk: {part}.", "A fénykép sokat segített, köszönjük.",
       "Legkésőbb holnap délután ötig jelentkezünk.",
       "A vásárláskor ígért karbantartást rögzítettük."},
      {"A javítás elkészült, a készüléknek újra működnie kell.", "Díjmentesen kicseréltük: {part}.",
       "A beüzemelés ma megtörtént, használja egészséggel.", "A vételárat visszautaltuk."},
      {"Az ügyfél másodszor jelentkezik, vegyük előre.",
       "Az alkatrészt a központi raktárból kértük.", "A szerelő tizenegyre ér oda.",
       "Ellenőriztem a számlát, él a jótállás.", "A szakszervizhez irányítottam."},
      "Megkaptuk üzenetét. Az ígért időn belül válaszolunk.",
      "Nem válaszoltunk az ígért időpontig. Elnézését kérjük, azonnal helyrehozzuk.",
      "Gyári szám: "};
}

}  // namespace

Phrases hebrew();  // phrases_more.cpp
Phrases english();

std::array<Phrases, 4> const& phrases() {
  static std::array<Phrases, 4> const all{turkish(), hungarian(), hebrew(), english()};
  return all;
}

std::string capitalised(std::string const& text, Language language) {
  auto const whole = icu::UnicodeString::fromUTF8(text);
  auto const end = whole.moveIndex32(0, 1);
  icu::Locale const locale(std::string(tag(language)).c_str());
  std::string out;
  icu::UnicodeString(whole, 0, end)
      .toUpper(locale)
      .append(whole, end, whole.length())
      .toUTF8String(out);
  return out;
}

std::string filled(char const* phrase, std::string_view product, std::string_view part) {
  std::string out;
  std::string_view rest = phrase;
  for (auto at = rest.find('{'); at != rest.npos; at = rest.find('{')) {
    out += rest.substr(0, at);
    rest.remove_prefix(at);
    auto const end = rest.find('}');
    out += rest.substr(0, end + 1) == "{product}" ? product : part;
    rest.remove_prefix(end + 1);
  }
  return out += rest;
}

}  // namespace vefa::generate
