"""Officials are read with their posts and the bodies of these, in every order of apposition."""

import pytest

from kg.extract.actors.people import posts
from kg.extract.bodies.bodies import find_bodies
from kg.extract.text.page import turn
from kg.model import HoldsPost, Report

Row = tuple[str, str | None, str | None]


def claims(text: str, lang: str = "en") -> tuple[HoldsPost, ...]:
    page = turn(Report(id="r", text=text, source="test", lang=lang))
    return posts(page, find_bodies(page))


def rows(text: str, lang: str = "en") -> list[Row]:
    return [
        (c.person.text, c.role, None if c.body is None else c.body.text) for c in claims(text, lang)
    ]


ENGLISH: dict[str, list[Row]] = {
    "The LINDEN Trust, whose team is led by Omar Rust, came.": [
        ("Omar Rust", "led by", "LINDEN Trust")
    ],
    "The Lowland Mine Centre (LMC) came. Omar Rust, who runs the centre's Mine Unit 2, spoke.": [
        ("Omar Rust", "runs the centre's Mine Unit 2", "Mine Unit 2")
    ],
    "Rana Lind, who until last year headed UNMAS, is gone. Her successor, Omar Rust, came.": [
        ("Rana Lind", "headed UNMAS", "UNMAS"),
        ("Omar Rust", "successor", "UNMAS"),
    ],
    "The head of the newly founded Lowland Mine Office, Rana Lind, has asked.": [
        ("Rana Lind", "head", "Lowland Mine Office")
    ],
    "Rana Lind, a handler at the company Piper, laughs.": [("Rana Lind", "handler", "Piper")],
    "A driver of UNMAS, Rana Lind, said so.": [("Rana Lind", "driver", "UNMAS")],
    "UNMAS works there. The governor, Rana Lind, is glad.": [("Rana Lind", "governor", None)],
    "LOMAC board member Rana Lind answered.": [("Rana Lind", "board member", "LOMAC")],
    "Omar Rust, another dog handler with LOMAC, came.": [
        ("Omar Rust", "dog handler", "LOMAC")
    ],
    "FOMAG thanked Omar Rust.": [],
    "An UNMAS engineer, Omar Rust, spoke.": [("Omar Rust", "engineer", "UNMAS")],
    "It is safe, said Omar Thanh Hoa, deputy director of FOMAG.": [
        ("Omar Thanh Hoa", "deputy director", "FOMAG")
    ],
    "Omar Rust of FOMAG spoke. His deputy, Rana Lind, did not.": [
        ("Omar Rust", None, "FOMAG"),
        ("Rana Lind", "deputy", "FOMAG"),
    ],
    "Rust Farah, deputy minister of security of Puntland, promised it.": [
        ("Rust Farah", "deputy minister of security of Puntland", None)
    ],
    "The Ministry of Health did it. FOMAG has heard so. Committee chair Rana Lind asked.": [
        ("Rana Lind", "chair", None)
    ],
    "It was told by Canada's High Commissioner, Rana Lind, to UNMAS.": [
        ("Rana Lind", "Canada's High Commissioner", "Canada")
    ],
    "The deputy commander of the provincial military command, Omar Rust, has it.": [
        ("Omar Rust", "deputy commander", "provincial military command"),
    ],
    "Rana Lind, 41, head of LOMAC's dog unit, and Omar Rust (38), director of LOMAC, spoke.": [
        ("Rana Lind", "head of LOMAC's dog unit", "LOMAC"),
        ("Omar Rust", "director", "LOMAC"),
    ],
    "The Lowland Mine Agency works. The agency's Rana Lind answered.": [
        ("Rana Lind", None, "Lowland Mine Agency")
    ],
    "Warrant officer Omar Rust of the Border Service and LOMAC employee Tom Reed were wounded.": [
        ("Omar Rust", "officer", "Border Service"),
        ("Tom Reed", "employee", "LOMAC"),
    ],
    "Rana Lind, the Presidential Special Representative for Aghdam, spoke.": [
        ("Rana Lind", "Presidential Special Representative for Aghdam", None)
    ],
    "The Military Engineering department of the Interior Ministry did it, department head "
    "Omar Rust said.": [("Omar Rust", "department head", "Military Engineering department")],
    "It is safe, said Omar Rust, Commanding Officer of the 553 Army Engineers.": [
        ("Omar Rust", "Commanding Officer", "Army Engineers")
    ],
    "FOMAG's head of region for southern Africa, Tom Reed, spoke.": [
        ("Tom Reed", "head of region for southern Africa", "FOMAG")
    ],
    "Omar Rust, the Turkish Cypriot leader, agreed.": [
        ("Omar Rust", "Turkish Cypriot leader", None)
    ],
    "FOMAG found 12 mines. The army's spokesman, Omar Rust, said so.": [
        ("Omar Rust", "army's spokesman", None)
    ],
    "The Rescue Service works under the Ministry of Health. The service did it, said Ana Berg, "
    "head of its engineering department.": [
        ("Ana Berg", "head of its engineering department", "Rescue Service")
    ],
    "Rana Lind has led FOMAG since 2019.": [("Rana Lind", "led FOMAG", "FOMAG")],
    "CMAC, which is headed by Dr Omar Rust, found 12 mines.": [("Omar Rust", "headed by", "CMAC")],
    "Karl Lind succeeded Ana Berg as head of the Lowland Mine Centre.": [
        ("Karl Lind", "head", "Lowland Mine Centre")
    ],
    "Rana Lind took over from Ana Berg as head of the Lowland Mine Centre.": [
        ("Rana Lind", "head", "Lowland Mine Centre")
    ],
    "Rana Lind has since been named head of the Lowland Mine Centre.": [
        ("Rana Lind", "head", "Lowland Mine Centre")
    ],
    "The director of the Lowland Mine Centre is Colonel Omar Rust.": [
        ("Omar Rust", "director", "Lowland Mine Centre")
    ],
    "Tom Reed of The HALO Trust took part.": [("Tom Reed", None, "The HALO Trust")],
    "Norway's deputy foreign minister, Eivind Lind, spoke.": [
        ("Eivind Lind", "Norway's deputy foreign minister", "Norway")
    ],
    "Maj. Gen. Omar Rust began the work.": [("Omar Rust", "Maj. Gen.", None)],
    "Sam Rust, Programme Manager at HALO Zimbabwe, spoke.": [
        ("Sam Rust", "Programme Manager", "HALO Zimbabwe")
    ],
    "FOMAG's Head of Operations Rana Aliyeva said so.": [
        ("Rana Aliyeva", "Head of Operations", "FOMAG")
    ],
    "Rana Lind, FOMAG's Country Director in Angola, wrote.": [
        ("Rana Lind", "Country Director in Angola", "FOMAG")
    ],
    "Lowland Mine Centre (LOMAC) director Maulvi Karim Rustam spoke.": [
        ("Karim Rustam", "director", "Lowland Mine Centre (LOMAC)")
    ],
    "State Border Service chief Col-Gen Aydin Rzayev spoke.": [
        ("Aydin Rzayev", "chief", "State Border Service")
    ],
    "Governor P.S.M. Lind spoke.": [("P.S.M. Lind", "Governor", None)],
    "Japanese Ambassador Ueno Atsushi came.": [
        ("Ueno Atsushi", "Japanese Ambassador", "Japanese")
    ],
    "The Lowland Agency of Azerbaijan was founded by President Ilham Aliyev.": [
        ("Ilham Aliyev", "President", "Azerbaijan")
    ],
    "Kapital Bank joined; Aydin Lind, Advisor to its Chairman of the Board, spoke.": [
        ("Aydin Lind", "Advisor to its Chairman of the Board", "Kapital Bank")
    ],
    "It was fruitful, says Aydin Rzayev, Chairman of the Board of the Lowland Mine Centre.": [
        ("Aydin Rzayev", "Chairman of the Board", "Lowland Mine Centre")
    ],
    "Chairman of the board of ANAMA Vugar Suleymanov said so.": [
        ("Vugar Suleymanov", "Chairman of the board", "ANAMA")
    ],
    "CMAC director-general Heng Ratana said so.": [("Heng Ratana", "director-general", "CMAC")],
    "Mara Lind, a spokesperson for The HALO Trust, wrote.": [
        ("Mara Lind", "spokesperson", "The HALO Trust")
    ],
    "Chile Tomas of the Lowland Mine Centre said so.": [
        ("Chile Tomas", None, "Lowland Mine Centre")
    ],
    "Rana Aliyeva, who heads the Lowland Mine Centre, came.": [
        ("Rana Aliyeva", "heads the Lowland Mine Centre", "Lowland Mine Centre")
    ],
    "The Lowland Mine Centre is busy, its deputy director Rana Aliyeva said.": [
        ("Rana Aliyeva", "deputy director", "Lowland Mine Centre")
    ],
    "Colonel Aydin Rzayev, head of the Defence Ministry's engineering department, came.": [
        ("Aydin Rzayev", "head of the Defence Ministry's engineering department",
         "Defence Ministry")
    ],
    "Minister of Economy Ihor Bondar spoke; the Ministry of Economy paid.": [
        ("Ihor Bondar", "Minister of Economy", "Ministry of Economy")
    ],
    'Hafiz Orlov, Chairman of the public association "Lowland Campaign Against Mines", came.': [
        ("Hafiz Orlov", "Chairman of the public association", "Lowland Campaign Against Mines")
    ],
    "The deputy governor of Marib, Salem bin Ahmed, called.": [
        ("Salem bin Ahmed", "deputy governor of Marib", None)
    ],
    "The ambassador of Japan, Junichi Wada, came.": [
        ("Junichi Wada", "ambassador of Japan", "Japan")
    ],
    "Japan Ambassador to Laos Junichi Wada came.": [
        ("Junichi Wada", "Japan Ambassador to Laos", "Japan")
    ],
    "President Ilham Rzayev came to Baku, the capital of Azerbaijan.": [
        ("Ilham Rzayev", "President", "Azerbaijan")
    ],
    "ANAMA and the Ministry of Defense work there, says the agency's chairman Samir Orlov.": [
        ("Samir Orlov", "agency's chairman", "ANAMA")
    ],
    "LMAC works with MAG and HALO. Its director Ziad Nasr said so.": [
        ("Ziad Nasr", "director", "LMAC")
    ],
    "UNDP Azerbaijan's Representative Nuno Reis spoke.": [
        ("Nuno Reis", "Azerbaijan's Representative", "UNDP")
    ],
    "Fergus Lind, the United Kingdom's ambassador in Baku, came.": [
        ("Fergus Lind", "United Kingdom's ambassador in Baku", "United Kingdom")
    ],
    "Swedish envoy Anna Berg came.": [("Anna Berg", "Swedish envoy", "Swedish")],
    "Samir Lind, Emirati Ambassador to Baku, signed.": [
        ("Samir Lind", "Emirati Ambassador to Baku", "Emirati")
    ],
    "They met the ambassador of Norway, Jan Berg, there.": [
        ("Jan Berg", "ambassador of Norway", "Norway")
    ],
    "Colonel Elshan Rzayev, who leads the fire service of the Ministry of Defense, spoke.": [
        ("Elshan Rzayev", "leads the fire service of the Ministry of Defense",
         "Ministry of Defense")
    ],
    "Ruslan Bondar, head of the Mine Action Department at the Ministry of Defense, spoke.": [
        ("Ruslan Bondar", "head of the Mine Action Department", "Ministry of Defense")
    ],
    "Kamran Rzayev, commander of the engineer battalion, spoke.": [
        ("Kamran Rzayev", "commander of the engineer battalion", "engineer battalion")
    ],
    "Deputy Defence Minister Lela Orlova spoke; the Ministry of Defence paid.": [
        ("Lela Orlova", "Deputy Defence Minister", "Ministry of Defence")
    ],
    "Madat Orlov, an employee of the Lowland Mine Centre, said so.": [
        ("Madat Orlov", "employee", "Lowland Mine Centre")
    ],
    "The Cabinet of Ministers came. The chair, Rana Aliyeva, who heads the Board of the Lowland "
    "Mine Centre, spoke.": [
        ("Rana Aliyeva", "chair", "Lowland Mine Centre"),
        ("Rana Aliyeva", "heads the Board of the Lowland Mine Centre", "Lowland Mine Centre"),
    ],
    "Simon Lind, Japan's consul, and Rui Costa, head of ANAM, told the Army so.": [
        ("Simon Lind", "Japan's consul", "Japan"), ("Rui Costa", "head", "ANAM")
    ],
}  # fmt: skip
OTHERS: dict[tuple[str, str], list[Row]] = {
    ("en", "Commodore Omar Rust, director of LOMAC, and Hajiya Rana Lind, a pilot, came."): [
        ("Omar Rust", "director", "LOMAC")
    ],
    ("az", "ANAMA-nın rəhbəri Anar Lind Sahilinfo-ya deyib."): [("Anar Lind", "rəhbəri", "ANAMA")],
    ("az", "ANAMA-nın rəhbəri Tural Hüseynzadənin Trend-ə dediyinə görə, sahə təmizlənib."): [
        ("Tural Hüseynzadə", "rəhbəri", "ANAMA")
    ],
    ("az", "Daxili Qoşunların komandanı, general-leytenant Anar Lind gəlib."): [
        ("Anar Lind", "komandanı", "Daxili Qoşunların")
    ],
    ("ru", "Работала ДСНС, рассказал начальник областного управления Омар Линд."): [
        ("Омар Линд", "начальник областного управления", "ДСНС")
    ],
    ("es", "La ONG Alfa, fundada en mayo y dirigida por Ana Lind, está aquí."): [
        ("Ana Lind", "dirigida por", "Alfa")
    ],
    (
        "pt",
        "A diretora da HUMAID, Ana Lind, e o oficial de projetos da UNMAS, Rui Turé, falaram.",
    ): [
        ("Ana Lind", "diretora", "HUMAID"),
        ("Rui Turé", "oficial de projetos", "UNMAS"),
    ],
    ("it", "Il maggiore Luca Lind, del contingente italiano di EUFOR, è qui."): [
        ("Luca Lind", "contingente italiano", "EUFOR")
    ],
    ("fr", "Le ministre de la Prospective économique, Omar Rust, et Rana Lind ont signé."): [
        ("Omar Rust", "ministre de la Prospective économique", None)
    ],
    ("fr", "FOMAG est là. Selon son coordonnateur en Ituri, Maître Omar Rust, cela continue."): [
        ("Omar Rust", "coordonnateur en Ituri", "FOMAG")
    ],
    ("fr", "L'ONG Alpha, que préside Rana Lind, est là."): [("Rana Lind", "préside", "Alpha")],
    ("it", "I militari di UNIFIL, guidati dal generale Omar Rust, sono qui."): [
        ("Omar Rust", "guidati dal", "UNIFIL")
    ],
    ("uk", "Мінекономіки підписало угоду, повідомив заступник міністра Віталій Лінд."): [
        ("Віталій Лінд", "заступник міністра", "Мінекономіки")
    ],
    (
        "az",
        "ANAMA və BMT İnkişaf Proqramı (UNDP) birgədir. Agentliyin rəisi Sevinc Quluzadə deyib.",
    ): [("Sevinc Quluzadə", "Agentliyin rəisi", "ANAMA")],
    (
        "it",
        "Il direttore del Lowland Mine Action Centre (Lmac), generale Marco Berti, ha parlato.",
    ): [("Marco Berti", "direttore", "Lowland Mine Action Centre (Lmac)")],
    (
        "it",
        "Paolo Ferri, comandante del 10° Reggimento Genio, parla. Il sindaco di Lodi, Luca Galli.",
    ): [
        ("Paolo Ferri", "comandante", "10° Reggimento Genio"),
        ("Luca Galli", "sindaco di Lodi", None),
    ],
    ("pt", "A Halo Trust removeu 25 minas. O responsável local, Mateus Quenda, confirmou."): [
        ("Mateus Quenda", "responsável local", "Halo Trust")
    ],
    (
        "pt",
        "A Halo Trust removeu minas, segundo a responsável provincial da instituição, Rosa Kapita.",
    ): [("Rosa Kapita", "responsável provincial da instituição", "Halo Trust")],
    ("pt", "Rui Gonsal, director de Intercâmbio e Cooperação da ANAM, confirmou."): [
        ("Rui Gonsal", "director de Intercâmbio e Cooperação", "ANAM")
    ],
    ("es", "La directora de la Oficina del Alto Comisionado, Marta Rincón, lo anunció."): [
        ("Marta Rincón", "directora", "Oficina del Alto Comisionado")
    ],
    ("es", "El consejero presidencial para la paz, Emilio Archil, firmó el acta."): [
        ("Emilio Archil", "consejero presidencial para la paz", None)
    ],
    (
        "fr",
        "M. Roger Bokwan, coordonnateur national du Centre de lutte antimines, s'en félicite.",
    ): [("Roger Bokwan", "coordonnateur national", "Centre de lutte antimines")],
    (
        "ru",
        "Центр по разминированию и Фонд FSD готовы. Директор центра Мурод Каримов там.",
    ): [("Мурод Каримов", "Директор центра", "Центр по разминированию")],
    ("ru", "Начальник инженерного управления ГПС полковник Эмин Рагимли согласен."): [
        ("Эмин Рагимли", "Начальник инженерного управления", "ГПС")
    ],
    ("ru", "Пресс-секретарь Минобороны Анар Эйвазли и спикер МЧС Рашад Назаров были там."): [
        ("Анар Эйвазли", "Пресс-секретарь", "Минобороны"),
        ("Рашад Назаров", "спикер", "МЧС"),
    ],
    ("ru", "Начальник отдела Агентства по разминированию Азербайджана Тимур Гасанов приехал."): [
        ("Тимур Гасанов", "Начальник отдела", "Агентства по разминированию Азербайджана")
    ],
    (
        "az",
        "Polkovnik Elnur Cəfərli, Müdafiə Nazirliyinin Mühəndis İdarəsinin rəis müavini, gəlib.",
    ): [("Elnur Cəfərli", "rəis müavini", "Mühəndis İdarəsinin")],
    ("az", "Rabitə Agentliyi işləyir. Agentliyin mətbuat katibi Sabina Sərkərli bunu deyib."): [
        ("Sabina Sərkərli", "Agentliyin mətbuat katibi", "Rabitə Agentliyi")
    ],
    ("az", "FHN oradadır. Müdafiə nazirinin müavini Aqil Qurbanlı qonaqları qarşılayıb."): [
        ("Aqil Qurbanlı", "Müdafiə nazirinin müavini", None)
    ],
    ("ru", "Национальный центр по разминированию возглавляет полковник Тимур Назаров."): [
        ("Тимур Назаров", "возглавляет", "Национальный центр по разминированию")
    ],
    ("ru", "ANAMA, которым руководит Вугар Тагиев, обезвредило 30 мин."): [
        ("Вугар Тагиев", "руководит", "ANAMA")
    ],
    ("uk", "Голова Державної служби України з надзвичайних ситуацій Андрій Данич зустрівся."): [
        ("Андрій Данич", "Голова", "Державної служби України з надзвичайних ситуацій")
    ],
    ("uk", "Начальник управління ДСНС у Харківській області Олег Волок розповів."): [
        ("Олег Волок", "Начальник", "управління ДСНС")
    ],
    ("ru", "Временный поверенный в делах США Хьюго Гевин посетил 14 мая учебный центр."): [
        ("Хьюго Гевин", "Временный поверенный в делах США", "США")
    ],
    ("az", "BMT-nin Azərbaycandakı rezident-əlaqələndiricisi Vlada Orlova gəlib."): [
        ("Vlada Orlova", "Azərbaycandakı rezident-əlaqələndiricisi", "BMT")
    ],
    (
        "fr",
        "Le ministre tchadien de l'Économie, Issa Doub, et le représentant du PNUD, Jean Roux.",
    ): [
        ("Issa Doub", "ministre tchadien de l'Économie", "tchadien"),
        ("Jean Roux", "représentant", "PNUD"),
    ],
    ("es", "El jefe de UNMAS en Colombia, Pablo Parras, vino."): [
        ("Pablo Parras", "jefe", "UNMAS")
    ],
    ("es", "La embajadora de Estados Unidos, Francisca Palmer, vino."): [
        ("Francisca Palmer", "embajadora de Estados Unidos", "Estados Unidos")
    ],
    ("pt", "A directora do programa da HALO Trust em Angola, Carla Reis, veio."): [
        ("Carla Reis", "directora do programa", "HALO Trust")
    ],
    (
        "it",
        "Il direttore del Centro bosniaco per l'azione contro le mine (BHMAC), Enis Lind, c'è.",
    ): [("Enis Lind", "direttore", "Centro bosniaco per l'azione contro le mine (BHMAC)")],
    ("uk", "Це зробили підрозділи Державної служби (ДСС), сказав речник служби Остап Гринчук."): [
        ("Остап Гринчук", "речник служби", "Державної служби (ДСС)")
    ],
    ("es", "El Centro de Desminado vino, dijo Juan Rueda, portavoz del centro."): [
        ("Juan Rueda", "portavoz del centro", "Centro de Desminado")
    ],
    ("uk", "ДСНС очолює Андрій Левченко."): [("Андрій Левченко", "очолює", "ДСНС")],
    ("uk", "Речник ДСНС Олег Хорунжий повідомив про це."): [("Олег Хорунжий", "Речник", "ДСНС")],
    ("az", "ANAMA-ya Vüqar Tağıyev rəhbərlik edir."): [
        ("Vüqar Tağıyev", "rəhbərlik edir", "ANAMA")
    ],
    ("fr", "Le colonel Malick Sow dirige le Centre national de déminage."): [
        ("Malick Sow", "dirige le Centre national de déminage", "Centre national de déminage")
    ],
    ("fr", "Le PND travaille, a dit son responsable, le colonel Ali Sow."): [
        ("Ali Sow", "responsable", "PND")
    ],
    ("es", "Descontamina Colombia, que encabeza Marta Rueda, destruyó minas."): [
        ("Marta Rueda", "encabeza", "Descontamina Colombia")
    ],
    ("es", "Terminó, dijo el general Julio César Rueda, jefe del Ejército."): [
        ("Julio César Rueda", "jefe", "Ejército")
    ],
    ("pt", "A CNIDAH é chefiada pelo brigadeiro Leonardo Sapal."): [
        ("Leonardo Sapal", "chefiada pelo", "CNIDAH")
    ],
    ("az", "ANAMA-nın İdarə Heyətinin sədri Vüqar Süleymanov bildirib."): [
        ("Vüqar Süleymanov", "İdarə Heyətinin sədri", "ANAMA")
    ],
    ("ru", "Председатель правления ANAMA Вугар Сулейманов сообщил об этом."): [
        ("Вугар Сулейманов", "Председатель правления", "ANAMA")
    ],
    ("pt", "O director-geral da ANAM, Leonardo Sapalo, falou."): [
        ("Leonardo Sapalo", "director-geral", "ANAM")
    ],
    ("es", "El ministro de Defensa Juan Robles informó."): [
        ("Juan Robles", "ministro de Defensa", None)
    ],
    ("it", "Il ministro Robles ha parlato."): [("Robles", "ministro", None)],
    ("az", "ANAMA-nın şöbə müdiri İdris Orlov deyib."): [("İdris Orlov", "şöbə müdiri", "ANAMA")],
    ("ru", "Он встретился с послом Китая Лу Мэй."): [("Лу Мэй", "послом Китая", "Китая")],
    ("ru", "Приехала с министром Хорватии Иваном Орловым."): [
        ("Иваном Орловым", "министром Хорватии", "Хорватии")
    ],
    ("es", "Vino el mayor Óscar Villota, segundo comandante del Batallón de Desminado No. 5."): [
        ("Óscar Villota", "segundo comandante", "Batallón de Desminado No. 5")
    ],
    (
        "it",
        "Luca Trevisol, comandante della missione KFOR, e il sindaco, Ardit Kola, sono qui.",
    ): [
        ("Luca Trevisol", "comandante della missione", "KFOR"),
        ("Ardit Kola", "sindaco", None),
    ],
    ("it", "Il 3° Reggimento Genio lavora. Sandro Pavan, che comanda il reparto, c'è."): [
        ("Sandro Pavan", "comanda il reparto", "3° Reggimento Genio")
    ],
    ("it", "Lo dice Jasmin Beg, che dirige il settore bonifiche della Protezione civile."): [
        ("Jasmin Beg", "dirige il settore bonifiche della Protezione civile", "Protezione civile")
    ],
    ("it", "Sandro Pavan, vicecomandante dell'8° Reggimento Genio, ricorda."): [
        ("Sandro Pavan", "vicecomandante", "8° Reggimento Genio")
    ],
    (
        "it",
        "Il Servizio per l'azione contro le mine (SACM) c'è. La direttrice dell'ufficio, Ida Sal.",
    ): [("Ida Sal", "direttrice dell'ufficio", "Servizio per l'azione contro le mine (SACM)")],
    ("pt", "A HALO Trust limpou tudo, disse a coordenadora do projecto, Esperança Lumati."): [
        ("Esperança Lumati", "coordenadora do projecto", "HALO Trust")
    ],
    ("es", "La Brigada de Desminado trabaja, dijo Jaime Rueda, comandante de la brigada."): [
        ("Jaime Rueda", "comandante de la brigada", "Brigada de Desminado")
    ],
}


@pytest.mark.parametrize(("text", "expected"), ENGLISH.items())
def test_every_order_of_apposition(text: str, expected: list[Row]) -> None:
    """Before the post, after it, with "of", with "who heads": person, post and body are found."""
    assert rows(text) == expected


@pytest.mark.parametrize(("lang", "text", "expected"), [(*k, v) for k, v in OTHERS.items()])
def test_posts_in_other_languages(lang: str, text: str, expected: list[Row]) -> None:
    """The order of words differs, the claim is the same."""
    assert rows(text, lang) == expected


def test_one_person_with_two_posts() -> None:
    """The chairman of the Agency's Board also heads the working group; "Agency" is resolved."""
    text = (
        "The working group on clearing mines and unexploded ordnance met, the Azerbaijani Mine "
        "Action Agency says. Chairman of the Agency's Board, head of the working group Vugar "
        "Suleymanov took part."
    )
    assert rows(text) == [
        ("Vugar Suleymanov", "Chairman of the Agency's Board", "Azerbaijani Mine Action Agency"),
        ("Vugar Suleymanov", "head of the working group",
         "working group on clearing mines and unexploded ordnance"),
    ]  # fmt: skip


def test_the_post_may_stand_in_a_verb() -> None:
    """As in "who chairs the Agency's Board and heads the group"."""
    text = (
        "The working group on mine clearance met in Kalbajar, says the Mine Action Agency. "
        "Vugar Suleymanov, who chairs the Agency's Board and heads the group, spoke."
    )
    bodies = [row[2] for row in rows(text)]
    assert bodies == ["Mine Action Agency", "working group on mine clearance"]


def test_neighbours_keep_their_own_posts() -> None:
    """Two officials side by side do not exchange posts, and namesakes stay two people."""
    text = (
        "Vugar Suleymanov, chairman of ANAMA, and UNDP Resident Representative Nuno Alves signed. "
        "Nusrat Suleymanov, head of the secretariat of the Interdepartmental Center, came."
    )
    assert rows(text) == [
        ("Vugar Suleymanov", "chairman", "ANAMA"),
        ("Nuno Alves", "Resident Representative", "UNDP"),
        ("Nusrat Suleymanov", "head of the secretariat", "Interdepartmental Center"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "4 March 2025 (A. Novruz, Azernews). By Vusala Abbasova.",
        "A soldier, Eminov Khayyam, was hurt by a mine in Aghdam district.",
        "Afig Orujov of the Mine Action Agency was injured and taken to hospital.",
        "The head of the Agency said nothing. The Board met. Fuzuli Zangilan Tartar.",
    ],
)
def test_who_is_no_official(text: str) -> None:
    """By-lines, victims and places are no officials."""
    assert rows(text) == []


def test_evidence_holds_person_post_and_body() -> None:
    """The sentences of the person and of the body that "its" stands for are the evidence."""
    text = "The Lowland Mine Centre works well. Director General Aydin Rzayev was there."
    claim = claims(text)[0]
    assert claim.body is not None
    assert claim.body.text == "Lowland Mine Centre"
    assert {span.of(text) for span in claim.evidence} == {
        "The Lowland Mine Centre works well.",
        "Director General Aydin Rzayev was there.",
    }
