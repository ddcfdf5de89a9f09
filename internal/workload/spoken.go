package workload

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Spoken are reports of about size bytes in which much is said and many are named:
// what breaks programs that look for whoever spoke before, or was named before, or
// what was answered, among all there are.
var Spoken = []Shape{
	{"statements in one paragraph", spoken(" ", func(c *cast) string {
		return fmt.Sprintf("%s said on %s that %d %s had been %s near %s.", c.person(), c.day(), c.n(), c.things(), c.done(), c.town())
	})},
	{"statements in paragraphs", spoken("\n\n", func(c *cast) string {
		return fmt.Sprintf("%s said on %s that %d %s had been %s near %s. %s added that more were missing.", c.person(), c.day(), c.n(), c.things(), c.done(), c.town(), c.he())
	})},
	{"quotations in one paragraph", spoken(" ", func(c *cast) string {
		return fmt.Sprintf("“We lost %d %s near %s,” %s said.", c.n(), c.things(), c.town(), c.surname())
	})},
	{"straight quotations in one paragraph", spoken(" ", func(c *cast) string {
		return fmt.Sprintf("\"We lost %d %s near %s,\" %s said.", c.n(), c.things(), c.town(), c.surname())
	})},
	{"quotations of nobody", spoken(" ", func(c *cast) string {
		return fmt.Sprintf("“We lost %d %s near %s.” The %s of %s were %s.", c.n(), c.things(), c.town(), c.things(), c.town(), c.done())
	})},
	{"quotations of the last speaker", spoken(" ", func(c *cast) string {
		if c.count%40 == 0 {
			return fmt.Sprintf("%s wept when the water came. “We lost %d %s,” %s said.", c.person(), c.n(), c.things(), c.he())
		}
		return fmt.Sprintf("“We have lost %d of the %s near the river in %s.”", c.n(), c.things(), c.town())
	})},
	{"quotations in paragraphs", spoken("\n\n", func(c *cast) string {
		return fmt.Sprintf("“We lost %d %s near %s,” said %s. “Nobody came to help us.”", c.n(), c.things(), c.town(), c.person())
	})},
	{"one quotation over paragraphs", spoken("\n\n", func(c *cast) string {
		if c.count == 0 {
			return fmt.Sprintf("%s told the council: “We lost all that we had.", c.person())
		}
		return fmt.Sprintf("“We lost %d %s near %s and nobody came.", c.n(), c.things(), c.town())
	})},
	{"words in quotation marks", spoken(" ", func(c *cast) string {
		return fmt.Sprintf("%s called the “%s” of %s a “loss”.", c.surname(), c.things(), c.town())
	})},
	{"statements nested", spoken(". ", func(c *cast) string {
		s := fmt.Sprintf("%s said that %s believed that %s had denied that %d %s were %s", c.person(), c.office(), c.body(), c.n(), c.things(), c.done())
		return s + ", officials said"
	})},
	{"statements in one sentence", spoken(", and ", func(c *cast) string {
		return fmt.Sprintf("%s said that %d %s had been %s, adding that %s had fled", c.surname(), c.n(), c.things(), c.done(), c.he())
	})},
	{"denials and checks", spoken(" ", func(c *cast) string {
		return []string{
			fmt.Sprintf("%s said that %d %s had been %s near %s.", c.body(), c.n(), c.things(), c.done(), c.town()),
			fmt.Sprintf("%s denied the report.", c.surname()),
			fmt.Sprintf("%s declined to comment on it.", c.surname()),
			"The figures could not be independently verified.",
			fmt.Sprintf("%s disputed %s’s figure.", c.person(), c.surname()),
		}[c.count%5]
	})},
	{"denials in one sentence", spoken(", and ", func(c *cast) string {
		return fmt.Sprintf("%s said that %d %s were %s, but %s denied it", c.surname(), c.n(), c.things(), c.done(), c.surname())
	})},
	{"many persons", spoken("\n\n", func(c *cast) string {
		return fmt.Sprintf("%s, a %s from %s, said %d %s had been %s. %s of %s disagreed.", c.person(), c.trade(), c.town(), c.n(), c.things(), c.done(), c.office(), c.town())
	})},
	{"few persons", spoken("\n\n", func(c *cast) string {
		k := c.r.IntN(len(few))
		who := few[k]
		if c.count%3 > 0 {
			who = strings.Fields(who)[1]
		}
		return fmt.Sprintf("%s said %d %s had been %s. “Nobody came to help us,” %s said. His brother met him in %s.", who, c.n(), c.things(), c.done(), []string{"she", "he"}[k%2], c.town())
	})},
	{"persons by last names", spoken(" ", func(c *cast) string {
		return fmt.Sprintf("%s met Mr. %s, %d, his son %s and Mayor %s.", c.person(), c.town(), 13+c.n()%70, strings.Fields(c.person())[0], c.town())
	})},
	{"many bodies", spoken("\n\n", func(c *cast) string {
		return fmt.Sprintf("The %s %s Committee and %s Steel said %d %s had been %s. The committee blamed the %s army.", c.town(), c.town(), c.town(), c.n(), c.things(), c.done(), c.town())
	})},
	{"abbreviations of bodies", spoken(" ", func(c *cast) string {
		a, b, d := c.town(), c.town(), c.town()
		return fmt.Sprintf("The %s %s %s Union (%c%c%cU) said it had lost %d %s. The %c%c%cU said it was sorry.", a, b, d, a[0], b[0], d[0], c.n(), c.things(), b[0], a[0], d[0])
	})},
	{"lists of names", spoken(", ", func(c *cast) string {
		if c.count%300 == 0 {
			return "and others were there. Among the dead, the mayor said, were " + c.person()
		}
		return c.person()
	})},
	{"lists of places", spoken(", ", func(c *cast) string {
		return []string{"Nairobi", "Lima", "Karachi", "Juba", "Quito", "Goma", "Beira", "Harrow"}[c.r.IntN(8)] + " and " + c.town() + " Corp"
	})},
	{"lists of the described", spoken("; ", func(c *cast) string {
		if c.count%100 == 0 {
			return "others were there too. The police gave these names of the dead on Monday: " + c.person()
		}
		return fmt.Sprintf("%s, %d, a %s", c.person(), 13+c.n()%70, c.trade())
	})},
	{"nicknames", spoken(" ", func(c *cast) string {
		p := strings.Fields(c.person())
		return fmt.Sprintf("The police said that %s “%s” %s had been found in the river on %s.", p[0], c.town()[:3], p[1], c.day())
	})},
	{"the unnamed", spoken(" ", func(c *cast) string {
		return fmt.Sprintf("Some %s in %s and a %s of the %s said the %s was with the %s of %s.", c.trade()+"s", c.town(), c.trade(), c.things(), c.trade(), c.trade()+"s", c.town())
	})},
	{"pronouns", spoken(" ", func(c *cast) string {
		if c.count%200 == 0 {
			return fmt.Sprintf("%s came.", c.person())
		}
		return "They said he saw her and she saw him with them, and they said it was his."
	})},
	{"clauses in clauses", spoken(" that the mayor who ", func(c *cast) string {
		return fmt.Sprintf("%s said in %s", c.surname(), c.town())
	})},
	{"bylines", spoken("\n", func(c *cast) string { return "By " + c.person() })},
	{"times", spoken(" ", func(c *cast) string {
		return fmt.Sprintf("%s said on %s at noon that on %s and on %s, in 2019, it rained.", c.surname(), c.day(), c.day(), c.day())
	})},
}

// few are persons who come up again and again.
var few = []string{"Rosa Lind", "Hamid Okoro", "Ilse Brandt", "Pedro Vargas"}

// spoken returns a shape of what part makes, with between between the parts.
func spoken(between string, part func(*cast) string) func(int) string {
	return func(size int) string {
		c := &cast{r: rand.New(rand.NewPCG(uint64(size), 0xca57))}
		var b strings.Builder
		for ; b.Len() < size; c.count++ {
			if c.count > 0 {
				b.WriteString(between)
			}
			b.WriteString(part(c))
		}
		return b.String() + ".\n"
	}
}

// A cast invents who speaks and of what.
type cast struct {
	r     *rand.Rand
	count int // of the parts made
}

func (c *cast) pick(words ...string) string { return words[c.r.IntN(len(words))] }

func (c *cast) n() int          { return 2 + c.r.IntN(9000) }
func (c *cast) town() string    { return town(c.r) }
func (c *cast) surname() string { return town(c.r) }
func (c *cast) he() string      { return c.pick("He", "She", "They", "It") }
func (c *cast) day() string     { return c.pick("Monday", "Tuesday", "Friday") }
func (c *cast) things() string  { return c.pick("people", "houses", "farmers", "boats", "soldiers") }
func (c *cast) done() string    { return c.pick("hurt", "found", "counted", "lost", "killed") }
func (c *cast) trade() string   { return c.pick("nurse", "farmer", "teacher", "driver", "doctor") }

func (c *cast) person() string {
	return c.pick("Ana", "Tom", "Rosa", "Ilse", "Hamid", "Joel", "Mara", "Pedro", "Otto", "Ivo") + " " + town(c.r)
}

func (c *cast) office() string {
	return c.pick("The mayor", "The governor", "A spokesman", "The minister", "An official")
}

func (c *cast) body() string {
	return c.pick("The ", "the ") + town(c.r) + " " + c.pick("ministry", "Army", "police", "Committee")
}
