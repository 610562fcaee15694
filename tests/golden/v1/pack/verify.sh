#!/bin/sh
# Verifies this pack without Locus: with sha256sum (or shasum), ssh-keygen, find, sort and cut.
# Locus 없이 이 묶음을 검증합니다.
#
#   sh verify.sh                      the key that the pack names itself
#   sh verify.sh ALLOWED_SIGNERS      a key that you have from elsewhere: only this says who signed
#
# Ends with 0 where everything is as it was signed, else with 1 after naming what is not.
LC_ALL=C
export LC_ALL
namespace=release@locus/v1
tags=tagmanifest-sha256.txt
given=${1:-}
case $given in
  '' | /*) ;;
  *) given=$PWD/$given ;;
esac
cd "$(dirname "$0")" || exit 1
signers=${given:-allowed_signers}
failed=0

fail() { # fail FILE WHAT
  echo "FAILED  $1: $2"
  failed=1
}

if command -v sha256sum >/dev/null; then sum=sha256sum; else sum='shasum -a 256'; fi

# 1. The signature over the tag manifest.
if signer=$(ssh-keygen -Y find-principals -s $tags.sig -f "$signers" 2>/dev/null) &&
  said=$(ssh-keygen -Y verify -f "$signers" -I "$signer" -n $namespace -s $tags.sig <$tags 2>&1); then
  echo "ok      $said"
else
  fail $tags.sig "it is no signature of $tags by an allowed signer ($signers)"
fi

# 2. The files that the tag manifest lists, then those that the manifest lists.
for manifest in $tags manifest-sha256.txt; do
  wrong=$($sum -c $manifest 2>&1 | grep -v ': OK$')
  if [ -n "$wrong" ]; then
    echo "$wrong" | while IFS= read -r line; do echo "FAILED  $manifest: $line"; done
    failed=1
  else
    echo "ok      $(grep -c . $manifest) files of $manifest"
  fi
done
for name in bagit.txt bag-info.txt allowed_signers VERIFY.txt verify.sh manifest-sha256.txt; do
  cut -c67- $tags | grep -qxF $name || fail $tags "it does not list $name"
done

# 3. Nothing else. (A checksum tool does not see files that were added.)
listed=$(cut -c67- $tags manifest-sha256.txt; printf '%s\n' $tags $tags.sig $tags.tsr tsa-chain.pem)
there=$(find . -type f | cut -c3-)
unlisted=$(printf '%s\n%s\n%s\n' "$listed" "$listed" "$there" | sort | uniq -u)
links=$(find . ! -type f ! -type d)
[ -z "$unlisted" ] || fail "$unlisted" "no manifest lists it"
[ -z "$links" ] || fail "$links" "a link, or no plain file"

# 4. The custody log: every line names the SHA-256 of the one before.
log=data/case/custody.jsonl
head=$(cat data/case/custody.head 2>/dev/null)
if [ -f data/custody.jsonl ]; then # a release: without the originals it lists
  log=data/custody.jsonl
  head=$(grep '^Locus-Custody-Head: ' bag-info.txt | cut -c21-)
fi
if [ -f $log ]; then
  prev=$(printf '%064d' 0)
  n=0
  while IFS= read -r line; do
    n=$((n + 1))
    case $line in
      '{"prev":"'"$prev"'",'*) ;;
      *) fail $log:$n "this line does not follow the one before"; break ;;
    esac
    prev=$(printf '%s' "$line" | $sum | cut -d' ' -f1)
  done <$log
  [ "$prev" = "$head" ] || fail "${log%jsonl}head" "it is not the SHA-256 of the last line of $log"
  grep -qxF "Locus-Custody-Head: $head" bag-info.txt || fail bag-info.txt "it names another head of the log"
  [ $failed -ne 0 ] || echo "ok      $n lines of $log"
else
  echo "        no custody log is in this pack ($(grep '^Locus-Custody-Head: ' bag-info.txt | cut -c21-))"
fi

# 5. A time stamp, where one was put in.
if [ -f $tags.tsr ] && [ -f tsa-chain.pem ]; then
  if said=$(openssl ts -verify -data $tags -in $tags.tsr -CAfile tsa-chain.pem 2>&1); then
    echo "ok      time stamp: $(openssl ts -reply -in $tags.tsr -text 2>/dev/null | grep 'Time stamp:')"
  else
    fail $tags.tsr "$said"
  fi
elif [ -f $tags.tsr ]; then
  fail tsa-chain.pem "a time stamp cannot be judged without the certificates of who gave it"
fi

if [ $failed -eq 0 ]; then
  echo "This pack is as it was signed."
  [ -n "$given" ] || echo "By whom, only a key from elsewhere can tell: see VERIFY.txt."
else
  echo "This pack is NOT as it was signed."
fi
exit $failed
