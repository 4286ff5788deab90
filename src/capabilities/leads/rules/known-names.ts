import { foldText } from './header-text.ts';

const words = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => foldText(word)),
  );

/** Given names common in German-speaking countries, among them those of people who moved there. */
const givenNames = words(`
  Achim Adam Adrian Ahmed Ahmet Aileen Alan Albert Aleksandar Aleksandra Alessandro Alessia Alex Alexander Alexandra Alexandre Alfred Ali Alice Alicia Alina Alisa Alois Amelie Amina Amir Ana Anastasia Andi Andre
  Andrea Andreas Andrej Andrew Andrzej Angela Angelika Angelina Anika Anita Anja Anke Ann Anna Annabell Annalena Anne Annegret Anneliese Annemarie Annett Annette Annika Anton Antonia Antonio Arash Armin Arndt
  Arne Arnold Arthur Artur Astrid August Axel Aylin Ayse Ayşe Barbara Bärbel Bastian Beate Beatrice Beatrix Ben Benedikt Benjamin Bernd Bernhard Berthold Bertram Bettina Bianca Birgit Birgitt Birte Björn Bogdan
  Boris Brigitte Britta Bruno Burkhard Can Carina Carl Carla Carlo Carlos Carmen Carolin Carolina Caroline Carsten Cäcilia Cecilia Celina Cem Charlotte Chiara Chris Christa Christel Christian Christiane Christin
  Christina Christine Christof Christoph Christopher Christos Claire Clara Claudia Claus Clemens Clara Conny Constantin Constanze Cora Cordula Corinna Cornelia Cornelius Dagmar Damian Dana Daniel Daniela Daniele
  Danny Dario Darius David Denis Denise Dennis Detlef Diana Dieter Dietmar Dietrich Dilara Dimitri Dimitrios Dirk Dominic Dominik Dora Doreen Doris Dorothea Dorothee Dörte Dustin Eberhard Eckhard Edgar Edith
  Eduard Edward Ekaterina Elena Elfriede Elias Elif Elisa Elisabeth Elise Elke Ella Ellen Elli Elmar Elsa Elvira Emanuel Emil Emilia Emilie Emily Emine Emma Emre Enno Enrico Erhard Eric Erich Erik Erika Erna
  Ernst Erwin Esra Esther Eugen Eva Evelin Evelyn Ewa Fabian Fabienne Fabio Fatih Fatima Fatma Felicitas Felix Ferdinand Fernando Finn Finja Florian Francesca Francesco Frank Franka Franz Franziska Frauke Fred
  Frederic Frederik Frederike Frida Frieda Friedhelm Friederike Friedrich Fritz Gabi Gabriel Gabriela Gabriele Gaby Georg George Gerald Gerd Gerda Gerhard Gerlinde Gernot Gero Gert Gertrud Gesa Gina Giovanni
  Gisela Giulia Giuseppe Göran Gottfried Götz Greta Grete Gregor Grit Gudrun Guido Günter Günther Gunnar Gustav Hakan Halil Hanna Hannah Hannelore Hannes Hans Harald Harry Hartmut Hasan Hatice Hedwig Heidemarie
  Heidi Heike Heiko Heiner Heinrich Heinz Helen Helena Helene Helga Helge Hella Helmut Hendrik Henning Henri Henrik Henriette Henry Herbert Heribert Hermann Herta Hilde Hildegard Hiltrud Holger Horst Hubert Hüseyin
  Hugo Ian Ibrahim Ida Igor Ilka Ilona Ilse Imke Ina Ines Inga Inge Ingeborg Ingo Ingolf Ingrid Irene Irina Iris Irma Irmgard Isabel Isabell Isabella Isabelle Ivan Ivana Ivo Jakob Jan Jana Janek Janette Janina Janine
  Janna Jannik Jannis Jasmin Jean Jeanette Jeannette Jennifer Jenny Jens Jessica Jil Jill Jim Jo Joachim Joana Joanna Jochen Joel Johann Johanna Johannes John Jon Jona Jonas Jonathan Jonna Jörg Jorge Jörn Josef
  Josefine Joseph Josephine Joshua Juan Judith Julia Julian Juliana Juliane Julie Julius Jürgen Justin Justus Jutta Kai Karen Karim Karin Karina Karl Karla Karoline Karolina Karsten Kaspar Katarina Katarzyna Katharina
  Käthe Kathi Kathleen Kathrin Katja Katrin Kay Kemal Kerim Kerstin Kevin Kilian Kim Kirsten Klaas Klara Klaudia Klaus Konrad Konstantin Konstantinos Kristian Kristin Kristina Krzysztof Kurt Lara Larissa Lars
  Lasse Laura Laurenz Lea Leah Leander Lena Lennard Lennart Leo Leon Leonard Leonhard Leonie Leonora Levi Levin Levke Lia Liam Liane Lieselotte Lili Lilli Lilly Lina Linda Linn Linus Lisa Lisbeth Liselotte Lore Lorena
  Lorenz Lothar Lotta Lotte Louis Louisa Louise Luca Lucas Lucia Lucie Ludger Ludwig Luigi Luis Luisa Luise Luka Lukas Łukasz Luke Lutz Lydia Madeleine Magdalena Maik Maike Maja Malin Malte Mandy Manfred Manja
  Manuel Manuela Mara Marc Marcel Marcin Marco Marcus Mareike Maren Margarete Margarethe Margit Margot Margret Margrit Maria Mariam Marian Mariana Marianne Marie Marieke Marika Marina Mario Marion Marisa Marita
  Marius Mark Marko Markus Marlen Marlena Marlene Marlies Marlis Marta Martha Marthe Martin Martina Marvin Mary Maryam Mathias Mathilda Mathilde Mats Matteo Matthew Matthias Maurice Max Maxi Maximilian Mechthild
  Mehmet Meike Melanie Melina Melissa Mert Merle Mia Michael Michaela Michał Michel Michelle Mika Mike Mila Milan Milena Mina Mira Miriam Mirja Mirjam Mirko Mohamed Mohammad Mohammed Mona Monica Monika Moritz Müjde
  Murat Mustafa Nadia Nadine Nadja Nancy Nader Naomi Natalia Natalie Natascha Nele Nick Nicki Nico Nicola Nicolas Nicole Niels Niklas Niko Nikola Nikolai Nikolaos Nikolas Nils Nina Noah Noel Noemi Nora Norbert Noor
  Nuri Oğuz Olaf Ole Oleg Olga Oliver Olivia Ömer Orhan Ortrud Osman Oskar Oswald Othmar Otmar Otto Özlem Pablo Paolo Pascal Patricia Patrick Patrik Paul Paula Paulina Pauline Pavel Pedro Peggy Peter Petra
  Phil Philip Philipp Philippa Pia Pierre Piotr Rafael Raimund Rainer Ralf Ralph Ramona Raphael Rasmus Rebecca Rebekka Regina Regine Reimund Reiner Reinhard Reinhild Reinhold Renata Renate Rene René Riccardo
  Richard Ricarda Rita Robert Roberto Robin Roger Roland Rolf Roman Romy Ron Ronald Ronja Ronny Rosa Rose Rosemarie Roswitha Roy Rüdiger Rudi Rudolf Rupert Ruth Sabina Sabine Sabrina Said Sally Salvatore Sam Samira
  Samuel Sandra Sandro Sandy Sara Sarah Sascha Saskia Sebastian Selim Selin Selina Selma Senta Serdar Serge Sergej Serkan Severin Shirin Sibel Sibylle Siegfried Sieglinde Sigrid Silas Silja Silke Silvana Silvia Silvio
  Simon Simone Sina Sinan Sissi Sofia Sofie Solveig Sonja Sophia Sophie Sören Stefan Stefania Stefanie Steffen Steffi Stella Stephan Stephanie Steve Steven Sunniva Susan Susann Susanna Susanne Susi Suzan Svea Sven
  Svenja Swantje Sybille Sylke Sylvia Sylvie Tamara Tanja Tarek Tarik Tatjana Teresa Thảo Thea Theo Theodor Theresa Therese Thi Thilo Thomas Thorben Thorsten Till Tilman Tim Timm Timo Tina Tino Tobias Tom Tomas
  Tomasz Toni Torben Torsten Traudel Traute Tristan Udo Ugur Uli Ulla Ulrich Ulrike Ulf Urs Ursel Ursula Ursina Uschi Uta Ute Uwe Valentin Valentina Valerie Vanessa Vera Verena Veronica Veronika Victor Victoria
  Viktor Viktoria Vincent Viola Violetta Vitus Vivian Vivien Volker Volkmar Walburga Waldemar Walter Waltraud Waltraut Wanda Wendelin Wenke Werner Wenzel Wiebke Wilfried Wilhelm Wilhelmine Willi William Willy
  Wilma Winfried Wladimir Wolf Wolfgang Wolfram Xaver Yannick Yannik Yasemin Yasin Yasmin Yusuf Yvette Yvonne Zehra Zeynep Zita Zoe Zoë Zoran Zlatan
`);

/** Family names so common that they tell a column of family names, even where most names in it are rare. */
const familyNames = words(`
  Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz
  Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Mayer Walter Peters Kaiser Huber Fuchs Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz
  Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel
  Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Yılmaz Yilmaz Demir Kaya Çelik Şahin Öztürk Özdemir Nowak Kowalski Nguyen Mayr Gruber Steiner Moser Pichler Egger Brunner Frei Gerber Bühler Lutz
  Löffler Straßer Huß Peters-Vogt Hess Heß Kurz Lang Kern Marx Ott Beyer Kramer Thiel Lindner Paul Reuter Bauer Riedel Maurer Schilling Ernst Hübner Sander Wenzel Förster Hermann Barth Nagel Stahl
`);

export const isGivenName = (text: string): boolean => {
  const folded = foldText(text);
  return givenNames.has(folded) || givenNames.has(folded.split(' ')[0] ?? '');
};
export const isFamilyName = (text: string): boolean => familyNames.has(foldText(text));
