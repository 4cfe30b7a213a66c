--[[
fragment/next_life   When a life ends from now on, nil for never; and its own time to live, "0" for one that has an end instead, nil for that of the type.
asked: "", keep, restart, never, type, "at <ms>", "after <ms>", "same <ms>"; see docs/storage-layout.md. lives: time to live of the type, 0 for none; what a write does that
says nothing. life: the stored one, nil for a new one. A refusal as third result.
]]
local function next_life(asked, lives, life, now)
  local word, number = string.match(asked, '^(%l+) (%d+)$')
  word = word or string.match(asked, '^%l*$')
  local ttl, amount = lives[1], tonumber(number)
  local known = string.find(amount and ' at after same ' or ' keep restart never type  ', ' ' .. (word or '?') .. ' ', 1, true)
  if not known then return nil, nil, redis.error_reply('FW_ARGUMENT no such life') end
  if word == '' then word = life and lives[2] or 'restart' end
  if word == 'never' then return nil, nil end
  if word == 'at' then return amount, '0' end
  if word == 'after' then return now + amount, number end
  if word == 'same' then
    if life and life.own == number and lives[2] == 'keep' then return life.ends, life.own end
    return now + amount, number
  end
  local own = life and life.own
  if word == 'type' then
    if life and life.ends and not own and lives[2] == 'keep' then return life.ends, nil end
    own, life = nil, nil
  end
  if life and (word == 'keep' or not life.ends or own == '0') then return life.ends, own end
  local span = tonumber(own) or ttl
  if span == 0 then return nil, nil end
  return now + span, own
end
