package langid_test

import (
	"fmt"
	"strings"
	"testing"

	"assay/lang/langid"
)

// told are sentences of no corpus in languages that news is written in, those that are
// easily taken for each other beside each other.
var told = [][2]string{
	{"en", "The river burst its banks on Monday and the authorities evacuated several villages in the region."},
	{"de", "Der Fluss ist am Montag über die Ufer getreten, und die Behörden haben mehrere Dörfer räumen lassen."},
	{"nl", "De rivier is maandag buiten haar oevers getreten en de autoriteiten hebben verschillende dorpen ontruimd."},
	{"fr", "Le fleuve est sorti de son lit lundi et les autorités ont fait évacuer plusieurs villages de la région."},
	{"es", "El río se desbordó el lunes y las autoridades ordenaron evacuar varias aldeas de la región."},
	{"pt", "O rio transbordou na segunda-feira e as autoridades mandaram evacuar várias aldeias da região."},
	{"ca", "El riu es va desbordar dilluns i les autoritats van ordenar evacuar diversos pobles de la regió."},
	{"it", "Il fiume è straripato lunedì e le autorità hanno fatto evacuare diversi villaggi della regione."},
	{"ro", "Râul a ieșit din matcă luni, iar autoritățile au evacuat mai multe sate din regiune."},
	{"pl", "Rzeka wylała w poniedziałek, a władze zarządziły ewakuację kilku wsi w okolicy."},
	{"cs", "Řeka se v pondělí vylila z břehů a úřady nechaly evakuovat několik vesnic v okolí."},
	{"sk", "Rieka sa v pondelok vyliala z brehov a úrady dali evakuovať niekoľko dedín v okolí."},
	{"sv", "Floden svämmade över på måndagen och myndigheterna lät evakuera flera byar i området."},
	{"da", "Floden gik over sine bredder mandag, og myndighederne lod flere landsbyer i området evakuere."},
	{"nb", "Elven gikk over sine bredder mandag, og myndighetene evakuerte flere landsbyer i området etter ordre fra politiet."},
	{"fi", "Joki tulvi yli äyräidensä maanantaina, ja viranomaiset määräsivät useita kyliä evakuoitavaksi."},
	{"hu", "A folyó hétfőn kilépett a medréből, és a hatóságok több falu kiürítését rendelték el a térségben."},
	{"tr", "Nehir pazartesi günü taştı ve yetkililer bölgedeki birkaç köyün boşaltılmasını emretti."},
	{"ru", "В понедельник река вышла из берегов, и власти приказали эвакуировать несколько деревень."},
	{"uk", "У понеділок річка вийшла з берегів, і влада наказала евакуювати кілька сіл."},
	{"bg", "В понеделник реката излезе от коритото си и властите наредиха евакуация на няколко села."},
	{"mk", "Во понеделникот реката се излеа од коритото и властите наредија евакуација на неколку села."},
	{"sr", "Река се у понедељак излила из корита и власти су наредиле евакуацију неколико села."},
	{"ar", "فاض النهر يوم الاثنين وأمرت السلطات بإخلاء عدة قرى في المنطقة."},
	{"fa", "رودخانه روز دوشنبه طغیان کرد و مقامات دستور تخلیه چندین روستا را دادند."},
	{"ur", "پیر کے روز دریا میں سیلاب آ گیا اور حکام نے علاقے کے کئی دیہات خالی کرانے کا حکم دیا۔"},
	{"hi", "सोमवार को नदी में बाढ़ आ गई और अधिकारियों ने इलाके के कई गाँवों को खाली करने का आदेश दिया है।"},
	{"mr", "सोमवारी नदीला पूर आला आणि अधिकाऱ्यांनी परिसरातील अनेक गावे रिकामी करण्याचे आदेश दिले आहेत."},
	{"ne", "सोमबार नदीमा बाढी आयो र अधिकारीहरूले क्षेत्रका धेरै गाउँहरू खाली गर्न आदेश दिएका छन्।"},
	{"id", "Sungai itu meluap pada hari Senin dan pihak berwenang memerintahkan evakuasi beberapa desa di wilayah tersebut."},
	{"vi", "Con sông đã tràn bờ hôm thứ Hai và chính quyền ra lệnh sơ tán nhiều ngôi làng trong khu vực."},
	{"sw", "Mto ulifurika siku ya Jumatatu na mamlaka ziliamuru vijiji kadhaa vya eneo hilo vihamishwe."},
	{"so", "Webiga ayaa fatahay maalintii Isniinta, mas'uuliyiintuna waxay amreen in dhowr tuulo laga daad gureeyo."},
	{"el", "Ο ποταμός υπερχείλισε τη Δευτέρα και οι αρχές διέταξαν την εκκένωση πολλών χωριών."},
	{"he", "הנהר עלה על גדותיו ביום שני והרשויות הורו לפנות כמה כפרים באזור."},
	{"zh", "星期一河水泛滥，当局下令疏散该地区的几个村庄。"},
	{"ja", "月曜日に川が氾濫し、当局は地域のいくつかの村に避難を命じた。"},
	{"ko", "월요일에 강이 범람하여 당국은 이 지역의 여러 마을에 대피령을 내렸다."},
	{"th", "แม่น้ำเอ่อล้นตลิ่งเมื่อวันจันทร์ และทางการสั่งอพยพหลายหมู่บ้านในพื้นที่"},
	{"bn", "সোমবার নদীর পানি উপচে পড়ে এবং কর্তৃপক্ষ এলাকার কয়েকটি গ্রাম খালি করার নির্দেশ দেয়।"},
}

func TestIdentify(t *testing.T) {
	for _, c := range told {
		if g := langid.Identify(c[1]); g.Language != c[0] || g.Chance < 0.7 {
			t.Errorf("%s: %v: %s", c[0], g, c[1])
		}
		if g := langid.Identify(strings.ToUpper(c[1])); g.Language != c[0] {
			t.Errorf("%s in capitals: %v", c[0], g)
		}
		// A page with the name of its outlet in Latin letters, with numbers and an address.
		mixed := "BBC News 12.03.2019 – 14:05 https://example.org/a1b2 " + c[1]
		if g := langid.Identify(mixed); g.Language != c[0] {
			t.Errorf("%s after an address: %v", c[0], g)
		}
	}
}

// What is long is as sure as what is short: no count runs over.
func TestLong(t *testing.T) {
	for _, c := range told {
		long := strings.Repeat(c[1]+"\n", 300)
		if a, b := langid.Identify(c[1]), langid.Identify(long); a != b {
			t.Errorf("%s: %v, three hundred times %v", c[0], a, b)
		}
	}
}

func TestEnglishOfNames(t *testing.T) {
	for _, text := range []string{
		"Shelling hit Khan al-Assal, Kafr Hamra, Anadan and Huraytan, and the men of Abu Omar al-Shishani left Tell Rifaat for Marea.",
		"CLASHES IN DARAYYA, JOBAR AND QABOUN: DOZENS DEAD, SAYS OBSERVATORY",
		"President Recep Tayyip Erdoğan met Jean-Yves Le Drian and Heiko Maas in İstanbul's Dolmabahçe Palace.",
		"Flood kills dozens in Upper Nile",
	} {
		if g := langid.Identify(text); g.Language != "en" {
			t.Errorf("%v: %s", g, text)
		}
	}
}

func TestHint(t *testing.T) {
	for _, c := range []struct{ text, hint, want string }{
		{"", "", "und"},
		{"57 80 12 2,500", "", "und"},
		{"57 80 12 2,500", "de-AT", "de"},
		{"Berlin", "de", "de"},
		{"told in French", "fr", "en"}, // the text speaks against it
		{told[1][1], "en", "de"},
		{told[0][1], "de", "en"},
		{told[12][1], "no", "sv"},
		{"Okoro, A.", "", "und"},
	} {
		if g := langid.Of(c.text).Guess(c.hint); g.Language != c.want {
			t.Errorf("%q, said to be %q: %v, want %s", c.text, c.hint, g, c.want)
		}
	}
}

// Texts together speak as one that holds them all.
func TestAdd(t *testing.T) {
	sum := &langid.Evidence{}
	all := ""
	for _, c := range told {
		sum.Add(langid.Of(c[1]))
		all += c[1] + "\n"
	}
	if *sum != *langid.Of(all) {
		t.Error("the sum of texts is another than that of their text")
	}
}

func FuzzIdentify(f *testing.F) {
	for _, c := range told {
		f.Add(c[1])
	}
	f.Add("a\x80b\u0301\u0640")
	f.Add(strings.Repeat("ab", 5000))
	f.Fuzz(func(t *testing.T, text string) {
		if g := langid.Identify(text); g.Chance < 0 || g.Chance > 1 || g.Language == "" {
			t.Errorf("%v", g)
		}
	})
}

func ExampleIdentify() {
	g := langid.Identify("Le fleuve est sorti de son lit lundi.")
	fmt.Println(g.Language, g.Chance > 0.5)
	// Output: fr true
}

func BenchmarkIdentify(b *testing.B) {
	for _, k := range []int{0, 18, 23, 34} {
		text := strings.Repeat(told[k][1]+" ", 50)
		b.Run(told[k][0], func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				langid.Identify(text)
			}
		})
	}
}
