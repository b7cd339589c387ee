#!/bin/sh
# Writes udunits-golden.tsv: units, and what they are in SI according to udunits2 (package udunits-bin).
# Left out: eV, whose value in udunits is the one of 1986, and u, which is that of an older CODATA set.
set -eu
cd "$(dirname "$0")"
while read -r unit; do
    printf '%s\t%s\n' "$unit" "$(udunits2 -H "$unit" -W '' < /dev/null | sed -n '1s/^ *//p')"
done > udunits-golden.tsv <<'UNITS'
m s-1
m/s
m.s-1
m s^-1
m s**-1
kg/m s
W m-2
kg m-2 s-1
degrees_north
degrees_east
degC
celsius
degree_Celsius
degF
fahrenheit
degree_F
K
kelvin
kelvins
hPa
mbar
millibar
1
%
percent
ppm
ppb
1e-6
angstrom
Å
um
µm
nm
mm
km
degrees
rad
mrad
counts/s
Hz
days
hours
h
hr
min
month
year
yr
common_year
week
g/cm3
barn
Mbarn
J kg-1
mol mol-1
Pa
bar
l
L
ml
dal
meters
metres
kilograms
seconds
minutes
arcmin
arcsec
arc_minute
degree_true
newton
N
kN
J
MJ
GW
C
mC
V
kV
F
pF
ohm
Ω
S
Wb
T
mT
gauss
H
lm
lx
Bq
Ci
Gy
Sv
kat
sr
t
kt
knot
tonne
g
mg
ug
atm
mmHg
inHg
psi
inch
inches
foot
feet
ft
yard
mile
nautical_mile
lb
ha
hectare
sverdrup
dobson
gravity
au
rpm
revolution
erg
micron
mm day-1
kg m-2 day-1
mol m-3
ug m-3
1e-9 mol mol-1
10 m
0.1 degC
100 hPa
1000 kg m-3
m3 m-3
m2 s-2
K m-1
K/day
degC/km
Pa s-1
W m-2 sr-1 um-1
cm-1
1e15 g year-1
yottameter
zs
Em
dag
hectopascal
mol m-2 s-1
V/nm
uA/cm2
N/m2
J/(kg K)
(m/s)2
m2.s-1
UNITS
