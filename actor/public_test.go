package actor_test

import (
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/internal/stagetest"
)

// An introduction is a small report and what it makes of the persons in it.
// Each line of want is "+NAME" for a person who is public, "-NAME" for one who
// is private, either with " = ROLE" where the role matters or " @ WORDS" where
// one of his mentions begins with these words, as they stand last in the text, or
// "!NAME" where no person may bear that name.
type introduction struct {
	text string
	want string
}

// judge returns what of want is not so in the actors of doc.
func (in introduction) judge(doc *assay.Doc) (wrong []string) {
	for line := range strings.SplitSeq(in.want, "; ") {
		name, words, _ := strings.Cut(line[1:], " @ ")
		name, role, hasRole := strings.Cut(name, " = ")
		var found *assay.Actor
		for i := range doc.Actors {
			a := &doc.Actors[i]
			if a.Class == assay.Person && (a.Name == name && (found == nil || a.Public == (line[0] == '+')) || line[0] == '!' && strings.Contains(a.Name, name)) {
				found = a
			}
		}
		switch {
		case line[0] == '!':
			if found != nil {
				wrong = append(wrong, line+": is a person")
			}
		case found == nil:
			wrong = append(wrong, line+": not found")
		case found.Public != (line[0] == '+'):
			wrong = append(wrong, line+": the other way round")
		case hasRole && found.Role != role:
			wrong = append(wrong, line+": role is "+found.Role)
		case words != "" && !slices.ContainsFunc(found.Mentions, func(sp assay.Span) bool { return int(sp.Start) == strings.LastIndex(doc.Text, words) }):
			wrong = append(wrong, line+": is not meant")
		case strings.Contains(found.Role, found.Name):
			wrong = append(wrong, line+": role tells the name: "+found.Role)
		}
	}
	return wrong
}

// judgeAll runs the stages over each introduction and returns how many are all
// right, with a line for each that is not.
func judgeAll(t *testing.T, list []introduction) (right int, wrong []string) {
	t.Helper()
	for _, in := range list {
		doc := stagetest.Read(t, in.text, pipeline())
		if w := in.judge(doc); len(w) > 0 {
			wrong = append(wrong, in.text+"\n\t\t"+strings.Join(w, "\n\t\t")+"\n\t\t"+strings.Join(show(doc), "\n\t\t"))
			continue
		}
		right++
	}
	return right, wrong
}

// TestIntroductions holds who is public by the way he is introduced. What the reader of
// names does not see in a text of one line cannot be right: ninety-five in a hundred are
// to be.
func TestIntroductions(t *testing.T) {
	right, wrong := judgeAll(t, introductions)
	for _, w := range wrong {
		t.Log(w)
	}
	if t.Logf("%d of %d introductions right", right, len(introductions)); 20*right < 19*len(introductions) {
		t.Error("too few are right")
	}
}

var introductions = []introduction{
	// offices before and after the name
	{"The mayor of Oster, Nadia Holm, opened the bridge on Monday. Holm thanked the builders.", "+Nadia Holm = The mayor of Oster"},
	{"President Tomas Ruiz flew to the coast. Mr. Ruiz met fishermen there.", "+Tomas Ruiz"},
	{"President Obo said on Friday that the vote would go ahead. Mr. Obo gave no date.", "+Obo"},
	{"Judge Ana Lind sent the driver to prison for two years.", "+Ana Lind"},
	{"Sen. Paula Okafor voted against the bill. Rep. Luis Marr did not vote.", "+Paula Okafor; +Luis Marr"},
	{"Lt. Gen. Kwame Adjei visited the barracks in Tessan.", "+Kwame Adjei"},
	{"Norland's president, Ivar Moe, refused to resign.", "+Ivar Moe = Norland's president"},
	{"The bill was attacked by Selma Dahl, a member of parliament for the Greens.", "+Selma Dahl = a member of parliament for the Greens"},
	{"Peter Quell, MP for North Harrow, asked for an inquiry into the fire.", "+Peter Quell"},
	{"The ombudsman, Irena Vasic, said that complaints had doubled.", "+Irena Vasic = The ombudsman"},
	{"Rosa Mbeki, the administrator of Garissa, counted the tents. Joost Haan, a network administrator, did not.", "+Rosa Mbeki; -Joost Haan"},
	{"The relief group sent nurses. Its coordinator, Edda Wirth, said that more were needed.", "+Edda Wirth"},
	{"Lawmaker Chen Bao called the plan a mistake.", "+Chen Bao"},
	{"Former prime minister Aino Salo told reporters that she would not return.", "+Aino Salo"},
	{"Acting governor Rashid Omarov declared an emergency after the flood.", "+Rashid Omarov"},
	{"Mayor-elect Dora Finch promised cleaner streets.", "+Dora Finch"},
	{"The town mourned its late mayor, Bruno Keller, who died in May.", "+Bruno Keller"},
	{"Harald Brandt, the ex-minister of mines, denied the charges.", "+Harald Brandt = the ex-minister of mines"},
	{"The then interior minister, Sami Haddad, had ordered the raid in 2011.", "+Sami Haddad"},
	{"Shadow health secretary Maud Ellery called the figures shameful.", "+Maud Ellery"},
	{"Deputy police chief Jorge Tavares said two men were held.", "+Jorge Tavares"},
	{"Sheriff Dale Buckner said the road was closed.", "+Dale Buckner"},
	{"Ruth Amadi, the U.N. envoy for the lakes, met both sides.", "+Ruth Amadi"},
	{"The attorney general, Felix Orban, opened a case.", "+Felix Orban = The attorney general"},
	{"District attorney Kim Sowell dropped the charges.", "+Kim Sowell"},
	{"Yusuf Demir, who was elected mayor of Karsan in 2019, lost the vote.", "+Yusuf Demir"},
	{"Lena Brock is the mayor of Vester. Brock opened the school on Tuesday.", "+Lena Brock = the mayor of Vester"},
	{"Tariq Nasser became the prime minister of Kelo in 2020. Nasser has promised reforms.", "+Tariq Nasser"},
	{"Olga Prins, a candidate for the senate, cancelled her rally.", "+Olga Prins = a candidate for the senate"},
	{"Milan Kovar is running for mayor in the town of Brod. Kovar is a baker by trade.", "+Milan Kovar"},
	// leading
	{"Greta Nilsen, chief executive of Harbor Steel, apologised to the workers.", "+Greta Nilsen = chief executive of Harbor Steel"},
	{"The party's leader, Otto Brandt, left the hall without a word.", "+Otto Brandt = The party's leader"},
	{"Ahmed Saleh, who leads the rebel movement, rejected the truce.", "+Ahmed Saleh"},
	{"Rebel commander Joseph Mbeki said his men would hold the town.", "+Joseph Mbeki"},
	{"Hana Suzuki, founder and leader of the Clear Water movement, was in the crowd.", "+Hana Suzuki = founder and leader of the Clear Water movement"},
	{"Piet Vos, the director of the relief agency, said food was short.", "+Piet Vos"},
	{"Marta Solis chairs the union of dock workers. Solis called a strike on Sunday.", "+Marta Solis"},
	{"The head of the national weather agency, Li Na, warned of hail.", "+Li Na = The head of the national weather agency"},
	// speaking
	{"Omar Haddad, a spokesman for the port authority, said nothing was lost.", "+Omar Haddad = a spokesman for the port authority"},
	{"The company regretted the accident, spokeswoman Eva Lund said.", "+Eva Lund"},
	{"Ana Torres, speaking for the company, said the plant was safe.", "+Ana Torres"},
	{"Karim Bello said on behalf of the ministry that the dam would hold.", "+Karim Bello"},
	// titles that are such by themselves
	{"The first lady, Amina Diallo, visited the wounded.", "+Amina Diallo = The first lady"},
	{"Prince Leopold laid a wreath. Queen Sofia did not come.", "+Leopold; +Sofia"},
	{"Bishop Anton Varga prayed with the families. Pope Martin sent a letter.", "+Anton Varga; +Martin"},
	{"By Joan Pell\n\nHARROW — The river rose again on Monday, and 20 families left their homes.\n\nJoan Pell is a reporter in Harrow.", "+Joan Pell"},

	// a relation to an official makes nobody public
	{"The mayor's son, Ivo Lind, was injured in the crash.", "-Ivo Lind = The mayor's son"},
	{"Mayor Greta Lind came to the hospital. Her son, Ivo Lind, was injured in the crash. Lind sat by his bed.", "+Greta Lind; -Ivo Lind = Her son"},
	{"Ivo Lind, the mayor's son, was injured in the crash. Mayor Lind came at once.", "-Ivo Lind = the mayor's son; +Lind"},
	{"Ada Obo, wife of President Obo, was not on board.", "-Ada Obo = wife of President Obo; +Obo"},
	{"A former aide's brother, Leon Katz, was questioned.", "-Leon Katz = A former aide's brother"},
	{"The minister's driver, Samuel Otieno, was killed.", "-Samuel Otieno = The minister's driver"},
	{"Boris Malik, a bodyguard of the general, fired twice.", "-Boris Malik = a bodyguard of the general"},
	{"Esi Mensah, a relative of the governor, got the contract.", "-Esi Mensah = a relative of the governor"},
	{"Rosa Pinto, the widow of the prime minister, lives in the hills.", "-Rosa Pinto = the widow of the prime minister"},
	{"The president's sister Carla Moreno sold the house.", "-Carla Moreno = The president's sister"},
	{"Timo Rask, whose father is the mayor of Oster, won the race.", "-Timo Rask"},
	{"Police questioned Gus Ferro, a friend of the senator.", "-Gus Ferro = a friend of the senator"},
	{"His sister, Miriam Levi, said he had called at noon.", "-Miriam Levi = His sister"},
	// everybody else
	{"Maria Costa, a nurse, carried the children out. Costa was burned.", "-Maria Costa = a nurse"},
	{"Jamal Aziz, 34, was killed when a wall fell on him.", "-Jamal Aziz"},
	{"The police arrested Viktor Sorin, a 41-year-old farmer, on Thursday.", "-Viktor Sorin = a 41-year-old farmer"},
	{"Ben Adler, a taxi driver from Kelo, saw the blast.", "-Ben Adler = a taxi driver from Kelo"},
	{"Striker Paulo Reis scored twice for the club.", "-Paulo Reis"},
	{"The singer Naima Touré cancelled her tour.", "-Naima Touré = The singer"},
	{"Dr. Helen Foss, a surgeon at the county hospital, operated on six people.", "-Helen Foss = a surgeon at the county hospital"},
	{"Activist Nguyen Thi Hoa was held for two days.", "-Nguyen Thi Hoa"},
	{"Pvt. Colin Marsh lost a leg. Sgt. Dean Ricks carried him.", "-Colin Marsh; -Dean Ricks"},
	{"Officer Tina Bell was shot in the arm.", "-Tina Bell"},
	{"Moses Kato, the head of a family of nine, lost his field.", "-Moses Kato = the head of a family of nine"},
	{"Anke Weiss, a shift manager at the plant, heard a bang.", "-Anke Weiss = a shift manager at the plant"},
	{"Emil Stark is a teacher at the village school. Stark hid in a cupboard.", "-Emil Stark = a teacher at the village school"},
	{"Zofia Nowak, who worked for the ministry as a cleaner, saw the fire first.", "-Zofia Nowak"},
	{"Suspect Ray Dunn pleaded not guilty. His lawyer, Jill Moss, asked for bail.", "-Ray Dunn; -Jill Moss = His lawyer"},
	{"Hugo Stern, the lawyer for the governor, declined to comment.", "-Hugo Stern = the lawyer for the governor"},
	{"Ines Roth, the leader of the choir, sang alone.", "-Ines Roth = the leader of the choir"},
	{"Walter Grimm, a secretary at the embassy, was robbed.", "-Walter Grimm = a secretary at the embassy"},
	// no persons
	{"The Lind river burst its banks. Boats on the Lind were lost.", "!Lind"},
	{"Hurricane Ada hit the coast. Ada weakened on Sunday.", "!Ada"},
	{"The Okoro Brigade said it had taken the town.", "!Okoro"},
	{"Lind & Sons closed its mill. Harrow Steel opened one.", "!Lind; !Harrow"},
	{"The Varga Prize went to a poet. The Varga Act passed in May.", "!Varga"},
	// kinds found in real reports
	{"Senators Ida Falk and Bram Visser opposed the law. Gov. Dana Kerr signed it.", "+Ida Falk; +Bram Visser; +Dana Kerr"},
	{"Secretary of State Owen Hart flew to Kelo.", "+Owen Hart"},
	{"Prime Minister Dr. Basil Anders condemned the blast.", "+Basil Anders"},
	{"The commissioner of police Janet Mwale confirmed the number.", "+Janet Mwale"},
	{"“We are out of water” said Jens Olander spokesman for the aid agency.", "+Jens Olander = spokesman for the aid agency"},
	{"It is a party led by Jasper Toft. A movement founded by Rana Saab joined it.", "+Jasper Toft; +Rana Saab"},
	{"According to the town's first selectman, Ellis Crowe, the bridge is closed.", "+Ellis Crowe = the town's first selectman"},
	{"The regime of Zoltan Petri fell in May.", "+Zoltan Petri"},
	{"A film by director Nico Salvi won.", "-Nico Salvi"},
	{"Vera Toms is the major obstacle to a deal.", "-Vera Toms"},
	{"Jaish al-Zaman spokesman Adel Nasif said the town had fallen.", "!Jaish; +Adel Nasif"},
	{"Fighters of the hardline Ahrar al-Nil fled. The commander of Liwa al-Nil was killed.", "!Nil"},
	{"Shells hit the Sheikh Tawil neighbourhood of the city.", "!Tawil"},
	{"Late June means floods.", "!June"},
	{"Police Sgt. Nora Quist said three cars were lost. Lt. Abe Lowry of the sheriff's office said nobody was hurt.", "+Nora Quist; +Abe Lowry"},
	{"Police Sgt. Glen Tarr was shot in the leg.", "-Glen Tarr"},
	{"President of Norland Karel Novy called for calm. Minister of Information Dalia Rahal did so too.", "+Karel Novy; +Dalia Rahal"},
	{"Condemnation came from the bloc's head Yara Aziz, Pope Felix, and many others.", "+Yara Aziz = the bloc's head; +Felix = Pope"},
	{"The bridge was closed by the mayor, Kim Roper said.", "-Kim Roper"},
	{"Bergen Governor, Siv Aasen described the flood.", "+Siv Aasen = Bergen Governor"},
	{"Deputy Emergency Minister Gleb Orlov flew in. Lieutenant General Semyon Brusin did not.", "+Gleb Orlov = Deputy Emergency Minister; +Semyon Brusin"},
	{"The airline's director-general Tove Hald said so.", "+Tove Hald"},
	{"Linnea's friend Ayo Artis cried. Fourteen-year-old Zita was there.", "-Ayo Artis = Linnea's friend; -Zita = a fourteen-year-old"},
	{"Rod Penn of the water department came.", "-Rod Penn = a person of the water department"},
	{"Member of the city council Lena Sino denied it.", "+Lena Sino"},
	{"Hal Dorn, 23, was charged, his lawyers said.", "-Hal Dorn = a 23-year-old"},
	{"The dead are Mark Tiller, his wife, Meg, and their children Lia and Joss.", "-Mark Tiller; -Meg = his wife; -Lia = one of their children"},
	{"Also killed were the couple's daughter, Dala Osei, and two dogs.", "-Dala Osei = the couple's daughter"},
	{"Antoine Pryce, 11, and 18-year-old Kit Pryce died.", "-Antoine Pryce = an 11-year-old; -Kit Pryce = an 18-year-old"},
	{"Sgt. Hector Gaines of the HPD said so.", "+Hector Gaines"},
	{"The mayor's secretary, Anna Berg, typed the letters.", "-Anna Berg = The mayor's secretary"},
	{"Police arrested Ivo Lind, 22, son of former Police Chief Karl Lind. Lind denied the charge.", "-Ivo Lind; +Karl Lind"},
	{"A lawyer for President Ruiz, Carla Sims, denied it. Bo Sims, President Ruiz's cook, did not.", "-Carla Sims = A lawyer for President Ruiz; -Bo Sims = President Ruiz's cook"},
	{"Ana Reyes was the first woman to lead the party. Reyes died in May.", "+Ana Reyes"},
	{"Wu Tan was not elected mayor. Wu Lin hopes to become president.", "-Wu Tan; -Wu Lin"},
	{"Ivo Lind, whose mother Greta Lind is mayor of Oster, won the race.", "-Ivo Lind; +Greta Lind"},
	{"Pilot Lars Anton Holt wept.", "-Lars Anton Holt = Pilot"},
	// words beside a name that make it no thing
	{"In Norway, Ibrahim hid. He left Norway and Ibrahim wept.", "-Ibrahim"},
	{"Otto Reddy, the company said, was fired.", "-Otto Reddy"},
	{"David Steel, a miner, was hurt. A secretary of Otto Tann wept.", "-David Steel = a miner; -Otto Tann"},
	{"The disease institute's director, Dr. Marc Faber, spoke. Nora Teng, the Director-General of the agency, did too.", "+Marc Faber = The disease institute's director; +Nora Teng = the Director-General of the agency"},
	{"The Queen Adela Way was closed. Police Command said so. The Chief Executive of Norland left.", "!Adela; !Command; !Executive"},
	{"Gunmen of Jabhat al-Nil fled. The terrorist Jabhat al-Nil denied it.", "!Nil; !Gunmen"},
	{"KING Maya Grantham was in hospital on Friday. The fire in Prince Osric's County is out. The Sheriff Office said so.", "-Maya Grantham; !Osric; !Office"},
	{"About 60 have come, according to Abel Nunes, the administrator of Oslo. The group has tents. “They are cold,” said its coordinator, Lotte Ferro.", "+Abel Nunes; +Lotte Ferro = its coordinator"},
	{"The chief engineer of the water department, Parvati Rao, denied it. A ship's engineer, Dev Rao, did not.", "+Parvati Rao = The chief engineer of the water department; -Dev Rao"},
	{"Nico Falk leads the nation in goals. Vito Falk, who represents the company in court, is his brother.", "-Nico Falk; -Vito Falk"},
	{"Ivo Lasko was named in a letter to the mayor. Eva Lasko was chosen as the mayor's driver. Ulla Lasko was met by the mayor.", "-Ivo Lasko; -Eva Lasko; -Ulla Lasko"},

	// who is meant by a surname that two bear
	{"Trade Minister Yaw Antwi and his wife, Abena Antwi, got away. Antwi said two cars burned.", "+Yaw Antwi @ Antwi said; -Abena Antwi = his wife"},
	{"Health Minister Samir Qasim said on Monday that nine people died. Among them was Huda Qasim, a cook. Qasim said the clinic was shut.", "+Samir Qasim @ Qasim said the clinic; -Huda Qasim = a cook"},
	{"Health Minister Samir Qasim said on Monday that nine people died. Among them was Huda Qasim, a cook. Mr. Qasim said the clinic was shut.", "+Samir Qasim @ Mr. Qasim; -Huda Qasim = a cook"},
	{"Health Minister Samir Qasim said on Monday that nine people died. Among them was Huda Qasim, a cook. Huda Qasim's husband, Nabil Qasim, was hurt. Mrs. Qasim was buried on Friday.", "+Samir Qasim; -Huda Qasim @ Mrs. Qasim"},
	{"Jan Vesely, a baker, said the mill burned down. His brother, Petr Vesely, was hurt. Vesely said the roof fell in.", "-Jan Vesely @ Vesely said the roof; -Petr Vesely"},
	{"Councilman Dirk Moor's wife, Anja Moor, was killed. Moor was 40.", "+Dirk Moor; -Anja Moor @ Moor was"},
	{"Kofi Tanko, head of the farmers' union, said 40 barns burned. Tanko's sister, Esi Tanko, was killed. “Tanko lied,” said Tanko. Tanko said help would come.", "+Kofi Tanko @ Tanko said help; -Esi Tanko"},
	{"Ana Brito and Rui Brito, both clerks, were on the bus. Rui Brito was hurt. Brito said it skidded.", "-Ana Brito; -Rui Brito @ Brito said"},
	{"Lucy Farr, 40, said she heard shots. Her son Ned Farr was hit. She hid. Farr said she saw a van.", "-Lucy Farr @ Farr said; -Ned Farr"},
	{"When Jonas Pell, 31, a welder, came home, he shot Pia Sorge, 30, and 3-year-old Joel Pell. Pell was charged in May. Pell was a veteran of the navy.", "-Jonas Pell @ Pell was a; -Joel Pell"},
	{"Mayor Tom Ash said nine were hurt. A resident, Tom Ash, was one of them. Tom Ash lost a leg. Mayor Tom Ash wept.", "+Tom Ash @ Mayor Tom Ash wept; -Tom Ash @ Tom Ash lost"},
	// offices of more words, offices behind a company, and those who speak for a body
	{"First Lady Ruth Sumaye came. First Minister Rhys Pugh did not.", "+Ruth Sumaye; +Rhys Pugh"},
	{"Vantor chief executive Gina Howe said 90 people were dismissed. Vantor engineer Ravi Sen was hurt.", "+Gina Howe; -Ravi Sen; !Vantor"},
	{"Chief Inspector Carl Bunn told reporters that it was over. Deputy Coroner Pat Lunn agreed.", "+Carl Bunn; +Pat Lunn"},
	{"Chief Deputy Hal Moss said two were held. Chief County Detective Lou Brack said so too.", "+Hal Moss; +Lou Brack"},
	{"Capt. Joe Brill of the fire department said it was arson. Police Lt. Ada Crane confirmed it.", "+Joe Brill; +Ada Crane"},
	{"Police Lt. Ada Crane was shot dead.", "-Ada Crane"},
	{"Deputies Ivo Prado and Lia Costa walked out.", "+Ivo Prado; +Lia Costa"},
	{"Hans Brauer, who served in parliament until 2008, was freed. Rolf Anker, who sat in the senate for a year, was not.", "+Hans Brauer; +Rolf Anker"},
	{"Emil Graf, who served in the army, was freed. Udo Graf served in prison as a cook.", "-Emil Graf; -Udo Graf"},
	{"Harrow Gazette editor Tess Moran was arrested. Film editor Gus Moran was not.", "+Tess Moran; -Gus Moran"},
	{"Ida Brandt of the Red Cross said that 40 people drowned. Dr Lena Holm, of the Relief Committee, said more were ill.", "+Ida Brandt; +Lena Holm"},
	{"UNICEF's Amadou Keita said the wells were dry.", "+Amadou Keita"},
	{"Ole Brandt of the Red Cross was shot dead.", "-Ole Brandt"},
	{"Sami Rashed of the local council said 30 houses fell. Joe Tibbs of Ohio said he ran.", "+Sami Rashed; -Joe Tibbs"},
	{"Councillors Ann Berg and Bo Dahl opposed it. Two councillors, Eli Moe and Una Lie, did not.", "+Ann Berg; +Bo Dahl"},
	{"Joe Tibbs, of Dayton, Ohio, said he ran. Ann Tibbs of the Eagles said they had lost.", "-Joe Tibbs"},
	// what is no person
	{"Second Arrest Made in Harbor Robbery\n\nPolice said on Monday that two men were held.", "!Arrest"},
	{"Man Charged After Market Fire\n\nPolice Investigating Second Blast\n\nPolice said on Monday that two men were held.", "!Charged; !Investigating"},
	{"It is a Third Degree Felony. The mill is in the National Register of Historic Places. The car left State Highway 44.", "!Felony; !Degree; !Register; !Highway"},
	{"The camp holds 3,000 IDPs. The POWs were freed.", "!IDPs; !POWs"},
	{"They marched down Otto Brandt Boulevard to Lena Falk Drive on Sunday. He lives in Elmer Voss Street.", "!Brandt; !Falk; !Voss"},
	{"Della Street, 34, a clerk, ran. Carla Day said she hid.", "-Della Street; -Carla Day"},
	{"Typhoon Marvi hit the coast on Monday. Marvi turned north.", "!Marvi"},
	{"Shells fell around Tripoli and over Misrata. Parts of Benghazi burned. Benghazi-based activist Adel Nasif wept.", "!Tripoli; !Misrata; !Benghazi; -Adel Nasif"},
	{"Galveston police are looking for two men. Nathan Roe of Boca Raton told Boca Raton police so.", "!Galveston; !Boca; -Nathan Roe"},
	{"The bullet fell near his Cedar Falls home. Voss was hit outside his Elk Grove residence.", "!Cedar; !Elk"},
	{"Former MP Irene Achter said that 20 people were detained. Ms. Achter wept.", "+Irene Achter"},
	{"Fighters of the Tartus Brigade fled. Daesh Militants and Daesh-linked gunmen came.", "!Tartus; !Daesh"},
	{"The death of Adelaide, 6, shook the town. In Adelaide's room stood a doll.", "-Adelaide"},
	// who is a person by his age
	{"M.T. Corwin, 33, was charged. Dakota Lansing (20) ran. Bree Lisbon, 52, hid.", "-M.T. Corwin = a 33-year-old; -Dakota Lansing = a 20-year-old; -Bree Lisbon"},
	{"The dead were Orla Kildare, 23; Chad Benin, 31; and Bo Madison, 8.", "-Orla Kildare; -Chad Benin; -Bo Madison = an 8-year-old"},
	{"Rima, who is 9, sells bread. Their son Ansel, 3, died. Little Samira, 6, was pulled out.", "-Rima; -Ansel; -Samira"},
	{"His daughters, Lia, 4, and Zita, 2, hid. Her brother Karim, 4, fled.", "-Lia; -Zita; -Karim = Her brother"},
	{"In Basra, 12, and in Tikrit, 8, houses burned. Kirkuk, 4, Mosul, 9.", "!Basra; !Tikrit; !Kirkuk; !Mosul"},
	// nicknames, names of common words, verbs after a name
	{"Karl \"Bo\" Trevor, 45, was shot dead on Friday. Friends said Bo was a joiner.", "-Karl \"Bo\" Trevor @ Bo was"},
	{"Deon “Web” Barnett was hurt. Barnett said he ran. Milo 'El Rubio' Sanz, a suspect, fled.", "-Deon “Web” Barnett @ Barnett said; -Milo 'El Rubio' Sanz = a suspect"},
	{"Andrew May, 30, ran. Oscar Head said no. A cook, Iris Rose, hid.", "-Andrew May; -Oscar Head; -Iris Rose"},
	{"Hajji Anwar wept. Sabri Nadim fled the town.", "-Hajji Anwar; -Sabri Nadim"},
	// heads of schools
	{"Among the dead was Myra Dodd, 70, a retired school principal. Former principal Hal Amberg drowned.", "-Myra Dodd; -Hal Amberg"},
	{"Principal Ida Moss closed the school. The school's headmaster, Roy Quill, agreed.", "+Ida Moss; +Roy Quill = The school's headmaster"},
	{"Retired judge Amal Wahbi spoke. Bea Wahbi, a headteacher, was shot.", "+Amal Wahbi; -Bea Wahbi"},
	{"Lasko's secretary Petra Lutz wept. Uwe Rossak, bodyguard to Prime Minister Ivan Lasko, was shot.", "-Petra Lutz = Lasko's secretary; -Uwe Rossak; +Ivan Lasko"},
	{"Bus driver Rosa Lomax and Governor Rosa Lomax spoke. Rosa Lomax was hurt.", "+Rosa Lomax = Governor; -Rosa Lomax @ Rosa Lomax was"},
	{"Also killed: Owen Strand, 44; their son Emil, 3. Detective Insp. Leo Marsden searched the house.", "-Owen Strand = a 44-year-old; -Emil; -Leo Marsden; !Insp"},
	{"Al Zaman-linked gunmen came. Tongan government offices were shut. Fijian officials denied it.", "!Zaman; !Tongan; !Fijian"},
	{"They mourned 6-year-old King Marlow. King Marlow's aunt wept.", "-Marlow"},
	{"The Mill-Dade Police Director, Juan Prados, said so. Garner City Administrator Randy Losk did too. A non-profit representative, Nan Losk, wept.", "+Juan Prados; +Randy Losk; -Nan Losk"},
	{"Police Investigate Blast At Market\n\nPolice Detail Evidence In Case\n\nThe Labor Day weekend was calm. He was shot in the 20 block of Lorton Rd. on Sunday.", "!Investigate; !Detail; !Evidence; !Day; !Lorton"},
	{"According to officials, Dana Tolland, the third suspect is 16. It is at the corner of Queen Ada Boulevard and Elm Road.", "-Dana Tolland; !Ada"},
}
