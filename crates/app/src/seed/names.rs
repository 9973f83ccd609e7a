//! Names as they are written, with the letters that an address uses, most frequent first.

/// A name and its letters in an address.
type Name = (&'static str, &'static str);

/// The names of one language.
pub(super) struct Language {
    pub(super) given: &'static [Name],
    pub(super) family: &'static [Name],
}

/// How often each language is met among a hundred people.
pub(super) const LANGUAGES: &[(u64, Language)] = &[
    (26, Language { given: ENGLISH_GIVEN, family: ENGLISH_FAMILY }),
    (13, Language { given: GERMAN_GIVEN, family: GERMAN_FAMILY }),
    (8, Language { given: FRENCH_GIVEN, family: FRENCH_FAMILY }),
    (10, Language { given: SPANISH_GIVEN, family: SPANISH_FAMILY }),
    (5, Language { given: NORDIC_GIVEN, family: NORDIC_FAMILY }),
    (6, Language { given: SLAVIC_GIVEN, family: SLAVIC_FAMILY }),
    (4, Language { given: TURKISH_GIVEN, family: TURKISH_FAMILY }),
    (3, Language { given: VIETNAMESE_GIVEN, family: VIETNAMESE_FAMILY }),
    (5, Language { given: CYRILLIC_GIVEN, family: CYRILLIC_FAMILY }),
    (2, Language { given: GREEK_GIVEN, family: GREEK_FAMILY }),
    (4, Language { given: ARABIC_GIVEN, family: ARABIC_FAMILY }),
    (2, Language { given: HEBREW_GIVEN, family: HEBREW_FAMILY }),
    (4, Language { given: CHINESE_GIVEN, family: CHINESE_FAMILY }),
    (3, Language { given: JAPANESE_GIVEN, family: JAPANESE_FAMILY }),
    (2, Language { given: KOREAN_GIVEN, family: KOREAN_FAMILY }),
    (3, Language { given: HINDI_GIVEN, family: HINDI_FAMILY }),
];

/// First halves of the domains; with the second ones they make a few hundred.
pub(super) const DOMAIN_HEADS: &[&str] = &[
    "north", "blue", "harbor", "summit", "cedar", "orbit", "granite", "willow", "delta", "copper", "lumen", "atlas", "meadow",
    "quartz", "raven", "solar", "tidal", "umber", "vertex", "zephyr", "amber", "birch", "coral", "dune", "ember",
];

/// Second halves of the domains.
pub(super) const DOMAIN_TAILS: &[&str] = &[
    "works", "group", "logistics", "bank", "health", "energy", "foods", "labs", "media", "motors", "partners", "systems",
];

const ENGLISH_GIVEN: &[Name] = &[
    ("James", "james"), ("Mary", "mary"), ("John", "john"), ("Emma", "emma"), ("Joseph", "joseph"), ("Olivia", "olivia"),
    ("David", "david"), ("Sarah", "sarah"), ("Joanna", "joanna"), ("Michael", "michael"), ("Amelia", "amelia"),
    ("Thomas", "thomas"), ("Grace", "grace"), ("Mitchell", "mitchell"), ("Zoë", "zoe"),
];
const ENGLISH_FAMILY: &[Name] = &[
    ("Smith", "smith"), ("Johnson", "johnson"), ("Williams", "williams"), ("Brown", "brown"), ("Jones", "jones"),
    ("Miller", "miller"), ("Davis", "davis"), ("Wilson", "wilson"), ("Taylor", "taylor"), ("O'Brien", "obrien"),
    ("Clark", "clark"), ("Lewis", "lewis"), ("Walker", "walker"), ("Hall", "hall"), ("McDonald", "mcdonald"),
    ("Wright", "wright"), ("Adams", "adams"), ("Fitzgerald", "fitzgerald"), ("Smythe", "smythe"), ("Okafor", "okafor"),
];
const GERMAN_GIVEN: &[Name] = &[
    ("Anna", "anna"), ("Lukas", "lukas"), ("Johanna", "johanna"), ("Maximilian", "maximilian"), ("Lena", "lena"),
    ("Jürgen", "juergen"), ("Käthe", "kaethe"), ("Felix", "felix"), ("Sophie", "sophie"), ("Jörg", "joerg"),
];
const GERMAN_FAMILY: &[Name] = &[
    ("Müller", "mueller"), ("Schmidt", "schmidt"), ("Schneider", "schneider"), ("Fischer", "fischer"), ("Weber", "weber"),
    ("Schäfer", "schaefer"), ("Koch", "koch"), ("Groß", "gross"), ("Schröder", "schroeder"), ("Krüger", "krueger"),
    ("Hartmann", "hartmann"), ("von Ahlefeld", "vonahlefeld"), ("Böhm", "boehm"),
];
const FRENCH_GIVEN: &[Name] = &[
    ("Marie", "marie"), ("Jean", "jean"), ("Élodie", "elodie"), ("François", "francois"), ("Chloé", "chloe"),
    ("Jean-Luc", "jeanluc"), ("Noémie", "noemie"), ("Gaël", "gael"), ("Hélène", "helene"),
];
const FRENCH_FAMILY: &[Name] = &[
    ("Martin", "martin"), ("Bernard", "bernard"), ("Dubois", "dubois"), ("Lefèvre", "lefevre"), ("Moreau", "moreau"),
    ("Girard", "girard"), ("D'Amico", "damico"), ("Lemaître", "lemaitre"), ("Garçon", "garcon"), ("Chevalier", "chevalier"),
    ("Benoît", "benoit"), ("de La Tour", "delatour"),
];
const SPANISH_GIVEN: &[Name] = &[
    ("María", "maria"), ("José", "jose"), ("Lucía", "lucia"), ("João", "joao"), ("Sofía", "sofia"), ("Andrés", "andres"),
    ("Inês", "ines"), ("Martín", "martin"), ("Begoña", "begona"), ("Thiago", "thiago"),
];
const SPANISH_FAMILY: &[Name] = &[
    ("García", "garcia"), ("Rodríguez", "rodriguez"), ("Silva", "silva"), ("Martínez", "martinez"), ("López", "lopez"),
    ("Núñez", "nunez"), ("Gonçalves", "goncalves"), ("Sánchez", "sanchez"), ("Pérez", "perez"), ("Muñoz", "munoz"),
    ("Fernández de Córdoba", "fernandez"), ("Araújo", "araujo"), ("Ibáñez", "ibanez"),
];
const NORDIC_GIVEN: &[Name] = &[
    ("Lars", "lars"), ("Ingrid", "ingrid"), ("Søren", "soren"), ("Åsa", "asa"), ("Björn", "bjorn"), ("Signe", "signe"),
    ("Jón", "jon"), ("Aino", "aino"), ("Þóra", "thora"),
];
const NORDIC_FAMILY: &[Name] = &[
    ("Hansen", "hansen"), ("Andersson", "andersson"), ("Nielsen", "nielsen"), ("Korhonen", "korhonen"),
    ("Sørensen", "sorensen"), ("Åkesson", "akesson"), ("Jónsdóttir", "jonsdottir"), ("Mäkinen", "makinen"),
    ("Ødegård", "odegard"), ("Lindström", "lindstrom"), ("Bjørnson", "bjornson"), ("Virtanen", "virtanen"),
];
const SLAVIC_GIVEN: &[Name] = &[
    ("Jan", "jan"), ("Katarzyna", "katarzyna"), ("Łukasz", "lukasz"), ("Jiří", "jiri"), ("Zuzana", "zuzana"),
    ("Ana", "ana"), ("Dušan", "dusan"), ("Małgorzata", "malgorzata"), ("Dmitar", "dmitar"), ("Željka", "zeljka"),
];
const SLAVIC_FAMILY: &[Name] = &[
    ("Nowak", "nowak"), ("Novák", "novak"), ("Kowalski", "kowalski"), ("Wójcik", "wojcik"), ("Dvořák", "dvorak"),
    ("Horvat", "horvat"), ("Szymański", "szymanski"), ("Kučera", "kucera"), ("Jovanović", "jovanovic"),
    ("Żukowski", "zukowski"), ("Černý", "cerny"), ("Čížek", "cizek"), ("Dmitrović", "dmitrovic"),
];
const TURKISH_GIVEN: &[Name] = &[
    ("Mehmet", "mehmet"), ("Ayşe", "ayse"), ("İbrahim", "ibrahim"), ("Elif", "elif"), ("Çağla", "cagla"), ("Işıl", "isil"),
    ("Ümit", "umit"),
];
const TURKISH_FAMILY: &[Name] = &[
    ("Yılmaz", "yilmaz"), ("Kaya", "kaya"), ("Demir", "demir"), ("Şahin", "sahin"), ("Çelik", "celik"),
    ("Öztürk", "ozturk"), ("Güneş", "gunes"), ("Işık", "isik"), ("Aydın", "aydin"), ("Doğan", "dogan"),
];
const VIETNAMESE_GIVEN: &[Name] = &[
    ("Anh", "anh"), ("Hương", "huong"), ("Minh", "minh"), ("Thảo", "thao"), ("Đức", "duc"), ("Quỳnh", "quynh"),
    ("Tuấn", "tuan"),
];
const VIETNAMESE_FAMILY: &[Name] = &[
    ("Nguyễn", "nguyen"), ("Trần", "tran"), ("Lê", "le"), ("Phạm", "pham"), ("Hoàng", "hoang"), ("Đặng", "dang"),
    ("Vũ", "vu"), ("Bùi", "bui"), ("Đỗ", "do"),
];
const CYRILLIC_GIVEN: &[Name] = &[
    ("Александр", "aleksandr"), ("Анна", "anna"), ("Дмитрий", "dmitriy"), ("Мария", "mariya"), ("Сергей", "sergey"),
    ("Оксана", "oksana"), ("Алёна", "alyona"), ("Володимир", "volodymyr"), ("Їржина", "yirzhyna"), ("Георги", "georgi"),
];
const CYRILLIC_FAMILY: &[Name] = &[
    ("Иванов", "ivanov"), ("Смирнова", "smirnova"), ("Кузнецов", "kuznetsov"), ("Шевченко", "shevchenko"),
    ("Попов", "popov"), ("Петренко", "petrenko"), ("Соколова", "sokolova"), ("Димитров", "dimitrov"),
    ("Щербаков", "shcherbakov"), ("Королёв", "korolyov"), ("Петровић", "petrovic"), ("Ковальчук", "kovalchuk"),
    ("Богданова", "bogdanova"),
];
const GREEK_GIVEN: &[Name] = &[
    ("Γιώργος", "giorgos"), ("Μαρία", "maria"), ("Δημήτρης", "dimitris"), ("Ελένη", "eleni"), ("Ιωάννα", "ioanna"),
    ("Νίκος", "nikos"),
];
const GREEK_FAMILY: &[Name] = &[
    ("Παπαδόπουλος", "papadopoulos"), ("Γεωργίου", "georgiou"), ("Νικολάου", "nikolaou"), ("Βασιλείου", "vasileiou"),
    ("Αντωνίου", "antoniou"), ("Παππάς", "pappas"), ("Οικονόμου", "oikonomou"), ("Καραγιάννης", "karagiannis"),
];
const ARABIC_GIVEN: &[Name] = &[
    ("محمد", "mohammed"), ("فاطمة", "fatima"), ("أحمد", "ahmed"), ("مريم", "mariam"), ("يوسف", "youssef"), ("نور", "nour"),
    ("عمر", "omar"), ("ليلى", "layla"), ("خالد", "khaled"),
];
const ARABIC_FAMILY: &[Name] = &[
    ("حسن", "hassan"), ("علي", "ali"), ("إبراهيم", "ibrahim"), ("الخطيب", "alkhatib"), ("المصري", "almasri"),
    ("حداد", "haddad"), ("الشامي", "alshami"), ("منصور", "mansour"), ("عبد الله", "abdullah"), ("السيد", "elsayed"),
    ("رضا", "reza"),
];
const HEBREW_GIVEN: &[Name] = &[
    ("נועם", "noam"), ("תמר", "tamar"), ("דוד", "david"), ("שירה", "shira"), ("יוסף", "yosef"), ("מאיה", "maya"),
];
const HEBREW_FAMILY: &[Name] = &[
    ("כהן", "cohen"), ("לוי", "levi"), ("מזרחי", "mizrahi"), ("פרץ", "peretz"), ("ביטון", "biton"), ("דהן", "dahan"),
    ("אברהם", "avraham"), ("פרידמן", "friedman"),
];
const CHINESE_GIVEN: &[Name] = &[
    ("伟", "wei"), ("芳", "fang"), ("娜", "na"), ("秀英", "xiuying"), ("敏", "min"), ("静", "jing"), ("志明", "zhiming"),
    ("丽", "li"), ("強", "qiang"), ("雨桐", "yutong"),
];
const CHINESE_FAMILY: &[Name] = &[
    ("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"), ("黄", "huang"),
    ("趙", "zhao"), ("周", "zhou"), ("吴", "wu"), ("欧阳", "ouyang"), ("司马", "sima"), ("林", "lin"),
];
const JAPANESE_GIVEN: &[Name] = &[
    ("陽菜", "hina"), ("蓮", "ren"), ("さくら", "sakura"), ("大翔", "hiroto"), ("美咲", "misaki"), ("翔太", "shota"),
    ("ユキ", "yuki"), ("健一", "kenichi"),
];
const JAPANESE_FAMILY: &[Name] = &[
    ("佐藤", "sato"), ("鈴木", "suzuki"), ("高橋", "takahashi"), ("田中", "tanaka"), ("渡辺", "watanabe"), ("伊藤", "ito"),
    ("山本", "yamamoto"), ("中村", "nakamura"), ("小林", "kobayashi"), ("齋藤", "saito"), ("髙木", "takagi"),
];
const KOREAN_GIVEN: &[Name] = &[
    ("민준", "minjun"), ("서연", "seoyeon"), ("지우", "jiwoo"), ("하은", "haeun"), ("도윤", "doyun"), ("수빈", "subin"),
];
const KOREAN_FAMILY: &[Name] = &[
    ("김", "kim"), ("이", "lee"), ("박", "park"), ("최", "choi"), ("정", "jung"), ("강", "kang"), ("조", "cho"),
    ("윤", "yoon"), ("남궁", "namgung"),
];
const HINDI_GIVEN: &[Name] = &[
    ("आरव", "aarav"), ("प्रिया", "priya"), ("राहुल", "rahul"), ("अनन्या", "ananya"), ("अमित", "amit"), ("सुमित्रा", "sumitra"),
    ("विजय", "vijay"), ("মিতা", "mita"),
];
const HINDI_FAMILY: &[Name] = &[
    ("शर्मा", "sharma"), ("सिंह", "singh"), ("कुमार", "kumar"), ("वर्मा", "verma"), ("गुप्ता", "gupta"), ("पटेल", "patel"),
    ("मिश्रा", "mishra"), ("रेड्डी", "reddy"), ("নাথ", "nath"), ("जोशी", "joshi"), ("चक्रवर्ती", "chakravarti"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use model::name::PersonName;
    use std::collections::HashSet;

    #[test]
    fn every_name_is_a_name_and_its_letters_are_an_address() {
        let mut seen = HashSet::new();
        for name in LANGUAGES.iter().flat_map(|(_, l)| [l.given, l.family]).flatten() {
            assert_eq!(PersonName::parse(name.0).unwrap().as_str(), name.0);
            assert!(name.1.bytes().all(|b| b.is_ascii_lowercase()), "{}", name.1);
            seen.insert(name.0);
        }
        let count = |of: fn(&Language) -> usize| LANGUAGES.iter().map(|(_, l)| of(l)).sum::<usize>();
        assert!(count(|l| l.given.len()) >= 140 && count(|l| l.family.len()) >= 180 && seen.len() > 300);
        assert!(DOMAIN_HEADS.len() * DOMAIN_TAILS.len() >= 300);
    }
}
