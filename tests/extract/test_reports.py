"""What short reports of many sorts amount to: main events, their kind, target and toll."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from dateline.clean import clean_report
from dateline.detect import detect
from dateline.extract import extract
from dateline.types import (
    Mention,
    Modality,
    Party,
    Prominence,
    Report,
    Role,
    Scope,
    Stage,
    Target,
    Toll,
)


def mentions(text: str) -> tuple[Mention, ...]:
    """The mentions of a made-up report."""
    content = text.encode()
    made = Report(
        hashlib.sha256(content).hexdigest(),
        "made-up.txt",
        content,
        "text/plain",
        published=date(2021, 3, 5),
    )
    document = clean_report(made)
    return extract(document, detect(document))


def main(text: str) -> list[Mention]:
    """What a report is about."""
    return [
        m
        for m in mentions(text)
        if m.prominence is Prominence.MAIN
        and m.stage is Stage.ACCOMPLISHED
        and m.scope is Scope.SINGLE
    ]


def killed(mention: Mention) -> set[int]:
    """The figures of dead told of an event, parts left out."""
    values = [c.value for c in mention.claims if c.role is Role.KILLED]
    tolls = [v for v in values if isinstance(v, Toll) and not v.part]
    return {t.count.low for t in tolls}


@pytest.mark.parametrize(
    ("kind", "target", "dead", "text"),
    [
        pytest.param(
            "armed_attack",
            "education",
            5,
            (
                "Gunman kills five at secondary school in Graz suburb\n"
                "\n"
                "A former pupil opened fire in a classroom at a secondary school on Tuesday "
                "morning, killing four students and a teacher and wounding nine others, "
                "police said.\n"
                "The 19-year-old then shot himself in a lavatory. Officers found two rifles "
                "and a homemade device that had not gone off.\n"
                '"He walked from room to room," said Lena Huber, 16, who hid under a desk.\n'
            ),
            id="school",
        ),
        pytest.param(
            "armed_attack",
            "market",
            3,
            (
                "Three dead in shooting at shopping centre\n"
                "\n"
                "MALMO, March 3 (Northern Wire) - A man armed with a pistol shot three people "
                "dead at a busy shopping centre on Saturday before he was overpowered by a "
                "guard, police said.\n"
                "Four others were taken to hospital, one in a critical condition. Police said "
                "the motive was unclear.\n"
            ),
            id="mall",
        ),
        pytest.param(
            "armed_attack",
            "market/public_place/civilians",
            6,
            (
                "Car driven into Christmas market\n"
                "\n"
                "A man drove a car into a crowd at a Christmas market in the city of "
                "Magdeburg on Friday, killing six people and injuring at least 40, "
                "authorities said.\n"
                "The driver, a 50-year-old doctor, was arrested at the scene. Police believe "
                "he acted alone.\n"
            ),
            id="ram_market",
        ),
        pytest.param(
            "air_strike",
            "health",
            14,
            (
                "Air strike hits hospital in northern Yemen\n"
                "\n"
                "SANAA (Gulf Press) - Warplanes of the Saudi-led coalition bombed a hospital "
                "in Hajja province on Monday, killing at least 14 people and wounding 24, "
                "medical aid group Doctors for All said.\n"
                "The coalition said it was looking into the reports. The Houthis accused the "
                "coalition of a war crime.\n"
            ),
            id="hospital_strike",
        ),
        pytest.param(
            "drone_strike",
            "shipping",
            0,
            (
                "Tanker hit by drone off Oman\n"
                "\n"
                "A Liberian-flagged oil tanker was struck by an explosive drone off the coast "
                "of Oman late on Tuesday, wounding two crew members, a British maritime "
                "security agency said.\n"
                "An Israeli official blamed Iran for the attack. Iran's foreign ministry "
                "denied any role.\n"
            ),
            id="ship_drone",
        ),
        pytest.param(
            "rocket_attack",
            "market",
            9,
            (
                "Mortar fire on market kills nine\n"
                "\n"
                "Mortar shells landed on a crowded market in the Sudanese city of Omdurman on "
                "Thursday, killing nine people and wounding 17, a doctors' union said. It "
                "accused the paramilitary Rapid Support Forces of the shelling.\n"
            ),
            id="mortar_market",
        ),
        pytest.param(
            "bombing",
            "military",
            4,
            (
                "Roadside bomb kills four soldiers in Mali\n"
                "\n"
                "A roadside bomb hit a military convoy between Gao and Ansongo in northern "
                "Mali on Sunday, killing four soldiers and wounding three, the army said in a "
                "statement.\n"
                "The vehicle was escorting fuel trucks. No group immediately claimed "
                "responsibility.\n"
            ),
            id="ied_convoy",
        ),
        pytest.param(
            "bombing",
            "religious",
            8,
            (
                "Bombs hit church during Sunday mass\n"
                "\n"
                "Two bombs exploded outside a Roman Catholic cathedral in the southern "
                "Philippine town of Jolo on Sunday, killing eight worshippers and wounding "
                "30, the military said.\n"
            ),
            id="church_bomb",
        ),
        pytest.param(
            "assassination",
            "government/person",
            1,
            (
                "Mayor shot dead outside his home\n"
                "\n"
                "Gunmen shot dead the mayor of a town in southern Mexico as he left his home "
                "on Tuesday, prosecutors said.\n"
                "Alejandro Ruiz had taken office only six days earlier. His driver was "
                "unhurt.\n"
            ),
            id="assassin_mayor",
        ),
        pytest.param(
            "clash",
            "militant",
            9,
            (
                "Troops kill nine militants in Sinai\n"
                "\n"
                "Egyptian troops killed nine militants in a raid on a hideout in northern "
                "Sinai on Saturday, the army said. One soldier was wounded in the exchange of "
                "fire.\n"
            ),
            id="clash_raid",
        ),
        pytest.param(
            "air_strike",
            "militant",
            30,
            (
                "Coalition jets kill 30 militants\n"
                "\n"
                "Jets of the U.S.-led coalition bombed an Islamic State training camp near "
                "Raqqa on Tuesday, killing 30 militants, a coalition spokesman said.\n"
            ),
            id="air_raid",
        ),
        pytest.param(
            "abduction",
            "education",
            0,
            (
                "Bandits seize dozens of students from college\n"
                "\n"
                "KADUNA (Savanna News) - Armed men kidnapped at least 39 students from a "
                "forestry college in northwest Nigeria late on Thursday, a state official "
                "said.\n"
                "The gunmen blew a hole in the perimeter wall before taking the students into "
                "the bush. Troops rescued 180 others.\n"
            ),
            id="kidnap_students",
        ),
        pytest.param(
            "hostage_taking/armed_attack",
            "hospitality",
            18,
            (
                "Gunmen storm luxury hotel and take hostages\n"
                "\n"
                "OUAGADOUGOU (Sahel Agency) - Islamist gunmen stormed a luxury hotel in the "
                "capital on Friday evening and held dozens of hostages for more than ten "
                "hours before security forces retook the building. At least 18 people were "
                "killed.\n"
                "Security forces killed three attackers. Al Qaeda in the Islamic Maghreb "
                "claimed responsibility.\n"
                "French special forces helped to free 126 hostages, the interior minister "
                "said.\n"
            ),
            id="siege_hotel",
        ),
        pytest.param(
            "armed_attack",
            "diplomatic",
            1,
            (
                "Gunmen attack consulate in Herat\n"
                "\n"
                "Gunmen attacked the Indian consulate in the western Afghan city of Herat "
                "before dawn on Friday, wounding two guards and killing a policeman. Indian "
                "officials said all staff were safe.\n"
            ),
            id="consulate",
        ),
        pytest.param(
            "armed_attack",
            "military",
            3,
            (
                "Three U.N. peacekeepers killed in Mali attack\n"
                "\n"
                "Unidentified gunmen attacked a United Nations base in Timbuktu on Saturday, "
                "killing three peacekeepers and wounding five others, the U.N. mission said.\n"
                "U.N. Secretary-General Antonio Guterres condemned the attack and said it may "
                "be a war crime.\n"
            ),
            id="peacekeepers",
        ),
        pytest.param(
            "bombing",
            "civilians/transport",
            7,
            (
                "Landmine kills seven farmers in Borno\n"
                "\n"
                "Seven farmers died when their cart hit a landmine near the town of Banki on "
                "Thursday, a militia member said. He said it was planted by Boko Haram.\n"
            ),
            id="landmine",
        ),
        pytest.param(
            "armed_attack/protest/riot",
            "civilians",
            6,
            (
                "Security forces open fire on protesters\n"
                "\n"
                "Security forces opened fire on protesters in Mandalay on Sunday, killing at "
                "least six people and wounding 20, a rescue group and witnesses said.\n"
                "The military did not respond to a request for comment.\n"
            ),
            id="protest_shot",
        ),
    ],
)
def test_report_of_one_attack(kind: str, target: str, dead: int, text: str) -> None:
    """An attack is one main event with its kind, what it struck and how many died."""
    (event,) = main(text)
    struck = [c.value for c in event.claims if c.role is Role.TARGET]
    first = next(v for v in struck if isinstance(v, Target))
    assert event.kind.value in kind.split("/")
    assert first.kind.value in target.split("/")
    assert max(killed(event), default=0) == dead


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            (
                "United open fire on City in derby\n"
                "\n"
                "United launched an early assault on City's goal and struck twice before half "
                "time. The striker fired a rocket into the top corner. City's defence was "
                "under siege until a late attack killed the game.\n"
            ),
            id="football",
        ),
        pytest.param(
            (
                "Champion explodes out of the blocks\n"
                "\n"
                "The champion exploded to a two-point lead in the match in Astana, dropping a "
                "bombshell with a sacrifice on move 20. Under fire, the challenger blundered "
                "and a strike on f7 killed the game.\n"
            ),
            id="chess",
        ),
        pytest.param(
            (
                "War film opens festival\n"
                "\n"
                "A film about a bombing in the Second World War opened the festival on "
                "Thursday. In one scene, soldiers storm a village and kill the inhabitants. "
                "The director shot the film in Malta.\n"
            ),
            id="film",
        ),
        pytest.param(
            (
                "Police stage terror drill at airport\n"
                "\n"
                "Hundreds of officers took part in a drill at the airport on Sunday in which "
                "gunmen stormed the terminal and took hostages. Actors with fake wounds lay "
                "on the floor. The minister called the exercise a success.\n"
            ),
            id="drill",
        ),
        pytest.param(
            (
                "Plane crash kills all on board\n"
                "\n"
                "A passenger plane crashed shortly after take-off on Sunday, killing all 62 "
                "people on board. Witnesses heard an explosion. Officials said there was no "
                "sign of terrorism and blamed engine failure.\n"
            ),
            id="plane",
        ),
        pytest.param(
            (
                "Boy hurt in dog attack\n"
                "\n"
                "A boy of six was badly wounded when a neighbour's dog attacked him on "
                "Monday. Police shot the animal.\n"
            ),
            id="dog",
        ),
        pytest.param(
            (
                "Video game breaks sales record\n"
                "\n"
                "The latest game in the shooter series, in which players storm a terrorist "
                "base and kill a warlord, sold four million copies on its first day. The "
                "maker said an expansion with drone strikes would follow.\n"
            ),
            id="game",
        ),
        pytest.param(
            (
                "Cholera outbreak kills 40\n"
                "\n"
                "Cholera has killed 40 people in the province since March, health officials "
                "said. The disease hit a refugee camp that was raided by militia last year. "
                "Doctors were fighting to contain it.\n"
            ),
            id="disease",
        ),
        pytest.param(
            (
                "Bus plunges into ravine, killing 21\n"
                "\n"
                "A bus veered off a mountain road and plunged into a ravine on Saturday, "
                "killing 21 people and injuring 14, police said. The driver was among the "
                "dead. The army helped with the rescue.\n"
            ),
            id="crash",
        ),
        pytest.param(
            (
                "Shares hit by sell-off\n"
                "\n"
                "Shares of defence firms were hit on Monday as investors fled. The bank's "
                "stock crashed 12 percent, wounded by a rating cut. Analysts said the rate "
                "rise had been a bombshell that killed the rally.\n"
            ),
            id="stocks",
        ),
        pytest.param(
            (
                "School evacuated after hoax bomb threat\n"
                "\n"
                "A school was evacuated on Thursday after a caller said a bomb had been "
                "planted there. Police searched the building, found nothing and called it a "
                "hoax.\n"
            ),
            id="hoax",
        ),
        pytest.param(
            (
                "Country buys missile defence system\n"
                "\n"
                "The defence ministry signed a contract for a missile defence system worth $2 "
                "billion on Thursday. The system can shoot down rockets and drones, the army "
                "said.\n"
            ),
            id="arms",
        ),
        pytest.param(
            (
                "Mosque gunman goes on trial\n"
                "\n"
                "The trial of a man accused of shooting dead 51 worshippers at two mosques in "
                "2019 opened on Monday. He has pleaded not guilty. The judge adjourned the "
                "case until August.\n"
            ),
            id="trial",
        ),
        pytest.param(
            (
                "Madrid marks anniversary of train bombings\n"
                "\n"
                "Relatives laid flowers at Atocha station on Friday to mark the tenth "
                "anniversary of the bombings that killed 191 people on commuter trains. The "
                "king attended a mass in the cathedral.\n"
            ),
            id="anniversary",
        ),
        pytest.param(
            (
                "Town unveils memorial to victims\n"
                "\n"
                "A memorial to the 12 people killed by a gunman at a cinema in 2012 was "
                "unveiled on Saturday. Survivors released doves. The architect said the "
                "garden was a place of peace.\n"
            ),
            id="memorial",
        ),
    ],
)
def test_report_without_news_of_violence(text: str) -> None:
    """Games, tales, drills, accidents, trials and anniversaries tell of no new attack."""
    assert not main(text)


@pytest.mark.parametrize(
    ("who", "modality", "text"),
    [
        pytest.param(
            "Houthis",
            Modality.DENIED,
            (
                "Blast at checkpoint in Aden\n"
                "\n"
                "A car bomb went off at a checkpoint at Aden's airport on Wednesday, killing "
                "six people, a security official said.\n"
                "The southern separatists blamed the Houthis, a charge the group denies. Al "
                "Qaeda, which is active in the area, has not claimed responsibility.\n"
            ),
            id="not_claimed",
        ),
        pytest.param(
            "Hezbollah",
            Modality.DENIED,
            (
                "Rocket from Lebanon hits football pitch\n"
                "\n"
                "A rocket hit a football pitch in the Golan Heights on Saturday, killing 12 "
                "children and teenagers and wounding at least 30, Israeli medics said.\n"
                "The Israeli military said Hezbollah fired the rocket from southern Lebanon. "
                "Hezbollah denied that it was responsible.\n"
            ),
            id="rocket_border",
        ),
        pytest.param(
            "Islamic State",
            Modality.CLAIMED,
            (
                "Five hurt in train knife attack\n"
                "\n"
                "A 17-year-old refugee attacked passengers on a regional train in southern "
                "Germany with an axe and a knife on Monday evening, wounding five people, "
                "before he was shot dead by police, a spokesman for the Bavarian interior "
                "ministry said.\n"
                "The Islamic State group said through its news agency that the attacker was "
                "one of its fighters.\n"
            ),
            id="stab_train",
        ),
        pytest.param(
            "Houthis",
            Modality.CLAIMED,
            (
                "Drone attack kills three in Abu Dhabi\n"
                "\n"
                "Two Indians and one Pakistani were killed and six others were wounded when "
                "drones hit fuel trucks in an industrial area on Monday, police said.\n"
                "A Houthi spokesman said the group had fired five ballistic missiles and a "
                "large number of drones.\n"
            ),
            id="sums",
        ),
        pytest.param(
            "New IRA",
            Modality.CLAIMED,
            (
                "Journalist shot dead in Derry\n"
                "\n"
                "A journalist was shot dead by a gunman during unrest in Derry on Thursday, "
                "police said.\n"
                "The New IRA admitted responsibility for the killing in a statement given to a "
                "newspaper.\n"
            ),
            id="splinter",
        ),
        pytest.param(
            "Jama'at Nusrat al-Islam wal-Muslimin",
            Modality.CLAIMED,
            (
                "Five soldiers killed in Burkina Faso\n"
                "\n"
                "A roadside bomb killed five soldiers near Djibo on Tuesday, the army said.\n"
                "The al Qaeda affiliate JNIM claimed responsibility in a statement on Telegram.\n"
            ),
            id="affiliate",
        ),
        pytest.param(
            "al-Shabaab",
            Modality.CLAIMED,
            (
                "Gunmen storm hotel in Mogadishu\n"
                "\n"
                "Al Shabaab fighters stormed a hotel in Mogadishu on Friday, killing 15 people.\n"
                '"We are behind the attack," Abdiasis Abu Musab, the group\'s military '
                "operations spokesman, told Reuters.\n"
            ),
            id="spokesman",
        ),
        pytest.param(
            "Hezbollah",
            Modality.DENIED,
            (
                "Rocket kills 12 in Golan\n"
                "\n"
                "A rocket attack killed 12 people on a football pitch on Saturday, the military "
                "said.\n"
                "Hezbollah said in a statement it had no connection to the attack.\n"
            ),
            id="disclaimed",
        ),
        pytest.param(
            "The Resistance Front",
            Modality.DENIED,
            (
                "Gunmen kill 26 tourists\n"
                "\n"
                "Gunmen shot dead 26 tourists in a meadow in Kashmir on Tuesday, police said.\n"
                "The Resistance Front first claimed responsibility but later denied it.\n"
            ),
            id="withdrawn",
        ),
        pytest.param(
            "Russia",
            Modality.DENIED,
            (
                "Missile hits flats in Dnipro\n"
                "\n"
                "A missile hit an apartment block in Dnipro on Saturday, killing 40 people, "
                "officials said.\n"
                "Moscow denied responsibility for the strike.\n"
            ),
            id="capital",
        ),
        pytest.param(
            "Arakan Army",
            Modality.ATTRIBUTED,
            (
                "Air strike kills 31 at hospital\n"
                "\n"
                "Fighter jets bombed a hospital on Wednesday, killing 31 people, an aid worker "
                "said.\n"
                "The Arakan Army accused the military of killing patients in the air strike.\n"
            ),
            id="forces",
        ),
    ],
)
def test_who_says_who_did_it(who: str, modality: Modality, text: str) -> None:
    """Denials in relative clauses and claims by spokesmen belong to the group that they name."""
    (event,) = main(text)
    told = {
        (c.speaker.name, c.modality)
        for c in event.claims
        if c.role is Role.ACTOR and c.speaker is not None
    }
    assert (who, modality) in told


@pytest.mark.parametrize(
    ("stage", "text"),
    [
        pytest.param(
            Stage.THREATENED,
            (
                "Militants threaten to attack embassies\n"
                "\n"
                "A militant group threatened on Monday to attack foreign embassies in the "
                "capital if its leader is not freed. Police stepped up patrols in the "
                "diplomatic quarter.\n"
            ),
            id="threatened",
        ),
        pytest.param(
            Stage.ATTEMPTED,
            (
                "Bomb plot on train foiled, police say\n"
                "\n"
                "Police in Belgium said on Thursday they had foiled a plot to bomb a "
                "passenger train. Two men were arrested in Liege and explosives were seized.\n"
            ),
            id="foiled",
        ),
    ],
)
def test_what_has_not_happened(stage: Stage, text: str) -> None:
    """Threats and foiled plots keep their stage and are no attack."""
    assert stage in {m.stage for m in mentions(text)}
    assert not main(text)


def test_a_duty_and_an_open_answer_are_no_guilt() -> None:
    """Who is "responsible for security", or "neither confirms nor denies", is not accused."""
    (event,) = main(
        "Bomber strikes airport\n\nA suicide bomber struck the airport on Thursday, killing 60 "
        "people, officials said.\nA spokesman said it had happened where U.S. forces were "
        "responsible for security. Israel neither confirmed nor denied it was behind the blast.\n"
    )
    named = {
        c.value.name for c in event.claims if c.role is Role.ACTOR and isinstance(c.value, Party)
    }
    assert not named & {"US forces", "Israel"}


def test_what_a_strike_answers_keeps_its_own_toll() -> None:
    """A strike and the bombing that it answers are two events, each with its dead."""
    found = mentions(
        "Drone strike answers airport bombing\n\nA drone strike killed two militants in Nangarhar "
        "on Friday, officials said, two days after a suicide bomber killed 13 soldiers outside the "
        "airport in Kabul.\nThe strike was carried out late on Friday. The group claimed the "
        "bombing.\n"
    )
    (news,) = [m for m in found if m.prominence is Prominence.MAIN]
    assert killed(news) == {2}
    assert {13} in [killed(m) for m in found if m.prominence is Prominence.BACKGROUND]
