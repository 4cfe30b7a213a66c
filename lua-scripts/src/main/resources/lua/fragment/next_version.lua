--[[
fragment/next_version   A version above all that the partition has given and above `known`: the server's clock in microseconds, or one more.
As a rule the clock is ahead: then its digits are the version, and no number has to be made or formatted.
]]
-- @include fragment/comes_after
-- @include fragment/one_more
local function next_version(last, known)
  local now = redis.call('TIME')
  local text = now[1] .. string.sub('00000' .. now[2], -6)
  if comes_after(last, text) and comes_after(known, text) then return text end
  local latest = string.match(text, '[1-9]%d*') or '0'
  for _, version in ipairs({last or '', known or ''}) do
    local digits = string.match(version, '^0*(%d+)$') or ''
    if #digits > #latest or (#digits == #latest and digits >= latest) then latest = one_more(digits) end
  end
  return latest
end
